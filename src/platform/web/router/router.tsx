import {
  Children,
  createContext,
  isValidElement,
  startTransition,
  use,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type AnchorHTMLAttributes,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import {
  matched,
  patternOf,
  placeOf,
  textOf,
  type Params,
  type Pattern,
  type Place,
  type To,
} from './paths.ts';

/**
 * What `react-router` is in the browser: of it, the pages use addresses written out in full, names for parts of
 * them, and links. The library's 13 kB, compressed, would be on every first page; it checks the types, and that
 * the same address shows the same page here (router.test.tsx).
 */

type How = 'POP' | 'PUSH' | 'REPLACE';

interface Here extends Place {
  state: unknown;
  key: string;
}

interface Leaving {
  replace?: boolean;
  state?: unknown;
}

interface Way {
  here: Here;
  how: How;
  go: (to: To | number, leaving?: Leaving) => void;
  /** What stands in the address bar. */
  hrefOf: (place: Place) => string;
}

const WayContext = createContext<Way | undefined>(undefined);
const RouteContext = createContext<{ outlet: ReactNode; params: Params }>({ outlet: null, params: {} });

function useWay(): Way {
  const way = use(WayContext);
  if (!way) throw new Error('there is no router around this');
  return way;
}

const someKey = (): string => Math.random().toString(36).slice(2, 10);

/** @param basename what stands before every address of the application; without a slash at its end */
export function BrowserRouter({ basename = '', children }: { basename?: string; children: ReactNode }) {
  const before = basename === '/' ? '' : basename;
  const [at, setAt] = useState(() => ({ here: hereFrom(before), how: 'POP' as How }));
  const newest = useRef(at.here);
  const move = useCallback((here: Here, how: How): void => {
    newest.current = here;
    // Until the next page can be shown, the one before it stays.
    startTransition(() => setAt({ here, how }));
  }, []);
  useLayoutEffect(() => {
    const listen = (): void => move(hereFrom(before), 'POP');
    addEventListener('popstate', listen);
    return () => removeEventListener('popstate', listen);
  }, [before, move]);
  const hrefOf = useCallback((place: Place): string => before + textOf(place), [before]);
  const go = useCallback(
    (to: To | number, { replace = false, state = null }: Leaving = {}): void => {
      if (typeof to === 'number') {
        history.go(to);
        return;
      }
      const here: Here = { ...placeOf(to, newest.current), state, key: someKey() };
      const kept = { usr: state, key: here.key };
      if (replace) history.replaceState(kept, '', hrefOf(here));
      else history.pushState(kept, '', hrefOf(here));
      move(here, replace ? 'REPLACE' : 'PUSH');
    },
    [hrefOf, move],
  );
  const way = useMemo(() => ({ ...at, go, hrefOf }), [at, go, hrefOf]);
  return <WayContext value={way}>{children}</WayContext>;
}

function hereFrom(before: string): Here {
  const { pathname, search, hash } = location;
  const kept = history.state as { usr?: unknown; key?: string } | null;
  const isInside = pathname.toLowerCase().startsWith(before.toLowerCase());
  const inside = isInside ? pathname.slice(before.length) || '/' : pathname;
  return { pathname: inside, search, hash, state: kept?.usr ?? null, key: kept?.key ?? 'default' };
}

/** For a screen that is shown apart from its address. */
export function MemoryRouter({
  initialEntries = ['/'],
  children,
}: {
  initialEntries?: string[];
  children: ReactNode;
}) {
  const start: Place = { pathname: '/', search: '', hash: '' };
  const [at, setAt] = useState(() => ({
    here: { ...placeOf(initialEntries[0]!, start), state: null as unknown, key: 'default' },
    how: 'POP' as How,
  }));
  const way = useMemo(
    (): Way => ({
      ...at,
      hrefOf: textOf,
      go: (to, { state = null, replace = false } = {}) => {
        if (typeof to === 'number') return;
        const here = { ...placeOf(to, at.here), state, key: someKey() };
        setAt({ here, how: replace ? 'REPLACE' : 'PUSH' });
      },
    }),
    [at],
  );
  return <WayContext value={way}>{children}</WayContext>;
}

interface RouteProps {
  /** Absent: it stands around those inside it, whatever the address. */
  path?: string;
  element?: ReactNode;
  children?: ReactNode;
}

/** Tells `Routes` what it is to show. */
export function Route(_props: RouteProps): ReactNode {
  throw new Error('a Route stands inside Routes');
}

interface Branch extends Pattern {
  /** From the outside in. */
  chain: ReactNode[];
}

/** Shows what stands at the address that one is at. */
export function Routes({ children }: { children: ReactNode }) {
  const { pathname } = useWay().here;
  const branches = useMemo(
    () => branchesOf(children).sort((one, other) => other.weight - one.weight),
    [children],
  );
  return useMemo(() => {
    for (const branch of branches) {
      const params = matched(branch, pathname);
      if (!params) continue;
      return branch.chain.reduceRight<ReactNode>(
        (outlet, element) => <RouteContext value={{ outlet, params }}>{element}</RouteContext>,
        null,
      );
    }
    return null;
  }, [branches, pathname]);
}

function branchesOf(children: ReactNode, around: ReactNode[] = []): Branch[] {
  return Children.toArray(children).flatMap((child): Branch[] => {
    if (!isValidElement(child)) return [];
    const { path, element, children: inside } = (child as ReactElement<RouteProps>).props;
    const chain = [...around, element];
    return path === undefined ? branchesOf(inside, chain) : [{ ...patternOf(path), chain }];
  });
}

export function Outlet(): ReactNode {
  return use(RouteContext).outlet;
}

export function Navigate({
  to,
  replace = false,
  state,
}: {
  to: To;
  replace?: boolean;
  state?: unknown;
}): null {
  const { go, here } = useWay();
  const address = textOf(placeOf(to, here));
  useEffect(() => go(address, { replace, state }), [go, address, replace, state]);
  return null;
}

export function useLocation(): Here {
  return useWay().here;
}

export function useNavigationType(): How {
  return useWay().how;
}

/** @returns what stands in the address bar there */
export function useHref(to: To): string {
  const { here, hrefOf } = useWay();
  return hrefOf(placeOf(to, here));
}

export function useParams(): Params {
  return use(RouteContext).params;
}

/** @returns a promise for those who wait for it; the address has changed when it is returned */
export function useNavigate(): (to: To | number, leaving?: Leaving) => Promise<void> {
  const { go } = useWay();
  return useCallback(
    (to, leaving) => {
      go(to, leaving);
      return Promise.resolve();
    },
    [go],
  );
}

export function useMatch(path: string): { params: Params } | null {
  const { pathname } = useWay().here;
  const params = matched(patternOf(path), pathname);
  return params ? { params } : null;
}

type Asked = ConstructorParameters<typeof URLSearchParams>[0];

export function useSearchParams(): [
  URLSearchParams,
  (next: Asked | ((former: URLSearchParams) => Asked), leaving?: Leaving) => void,
] {
  const { go, here } = useWay();
  const asked = useMemo(() => new URLSearchParams(here.search), [here.search]);
  const ask = useCallback(
    (next: Asked | ((former: URLSearchParams) => Asked), leaving?: Leaving): void => {
      const wanted = typeof next === 'function' ? next(new URLSearchParams(asked)) : next;
      go(`?${new URLSearchParams(wanted).toString()}`, leaving);
    },
    [go, asked],
  );
  return [asked, ask];
}

export interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'>, Leaving {
  to: To;
  /** The server is asked for what stands there. */
  reloadDocument?: boolean;
}

export function Link({ to, replace, state, reloadDocument = false, onClick, ...rest }: LinkProps) {
  const { go, here, hrefOf } = useWay();
  const isElsewhere = typeof to === 'string' && /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(to);
  const place = isElsewhere ? undefined : placeOf(to, here);
  const press = (click: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(click);
    const { defaultPrevented, button, metaKey, altKey, ctrlKey, shiftKey } = click;
    const isPlain = button === 0 && !(metaKey || altKey || ctrlKey || shiftKey);
    const staysHere = rest.target === undefined || rest.target === '_self';
    if (!place || reloadDocument || defaultPrevented || !isPlain || !staysHere) return;
    click.preventDefault();
    // Going to where one is leaves no second step back.
    go(place, { replace: replace ?? textOf(place) === textOf(here), state });
  };
  return <a {...rest} href={place ? hrefOf(place) : (to as string)} onClick={press} />;
}

/** A link that says so where one is at what it leads to; with `end`, not where one is further inside. */
export function NavLink({ end = false, ...rest }: LinkProps & { end?: boolean }) {
  const { here } = useWay();
  const to = placeOf(rest.to, here).pathname.toLowerCase();
  const at = here.pathname.toLowerCase();
  const isAt = at === to || (!end && to !== '/' && at.startsWith(`${to}/`));
  return <Link {...rest} aria-current={isAt ? 'page' : undefined} />;
}
