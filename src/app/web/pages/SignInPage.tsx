import { useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { identity } from '#features/identity/contract.ts';
import { AskReset, type Asking } from '#features/identity/web/AskReset.tsx';
import { LinkSent } from '#features/identity/web/LinkSent.tsx';
import { SignIn, type SignInRoute, type SignInState } from '#features/identity/web/SignIn.tsx';
import { useWaysWords } from '#features/identity/web/useWaysWords.ts';
import { words } from '#features/identity/web/words.ts';
import { basePath } from '#platform/web/api/basePath.ts';
import { api, arrive } from '../house.ts';
import { OpenShell } from '../shell/OpenShell.tsx';
import { useProblemWords } from './useProblemWords.ts';

type Place =
  | { is: 'sign-in' }
  | { is: 'forgotten'; email: string }
  | { is: 'sent'; what: 'link' | 'reset'; email: string };

export function SignInPage() {
  const { t: say } = useWaysWords();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const to = ownPath(search.get('to'));
  const [place, setPlace] = useState<Place>(
    search.has('forgotten') ? { is: 'forgotten', email: '' } : { is: 'sign-in' },
  );
  const [signIn, setSignIn] = useState<SignInState>(() => {
    const outcome = outcomeIn(search.get('sso'));
    return outcome ? { state: 'refused', sentence: say(`signOn.${outcome}`) } : { state: 'ready' };
  });
  const [asking, setAsking] = useState<Asking>({ state: 'ready' });
  const { route, find } = useRoute();

  const wordsOf = useProblemWords();
  const goTo = (organisationId: string, email: string): void => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const query = new URLSearchParams({ hint: email, zone, ...(to !== null && { to }) });
    // The server's address, which leads to another site.
    location.assign(`${basePath}/sso/${organisationId}?${query}`);
  };

  const submit = async (credentials: { email: string; password: string }): Promise<void> => {
    setSignIn({ state: 'sending' });
    try {
      await api.command(identity, 'identity:sign-in', credentials);
    } catch (problem) {
      return setSignIn({ state: 'refused', sentence: wordsOf(problem) });
    }
    arrive();
    await navigate(to ?? '/home', { replace: true });
  };
  const askLink = async (email: string): Promise<void> => {
    setSignIn({ state: 'asking-link' });
    try {
      await api.command(identity, 'identity:ask-link', { email, ...(to !== null && { to }) });
    } catch (problem) {
      return setSignIn({ state: 'refused', sentence: wordsOf(problem) });
    }
    setSignIn({ state: 'ready' });
    setPlace({ is: 'sent', what: 'link', email });
  };
  const askReset = async (email: string): Promise<void> => {
    setAsking({ state: 'asking' });
    try {
      await api.command(identity, 'identity:ask-reset', { email });
    } catch (problem) {
      return setAsking({ state: 'failed', sentence: wordsOf(problem) });
    }
    setAsking({ state: 'ready' });
    setPlace({ is: 'sent', what: 'reset', email });
  };
  const look = async (email: string, goOn: boolean): Promise<void> => {
    const found = await find(email);
    if (found && goOn) goTo(found.organisationId, email);
  };

  const back = (): void => setPlace({ is: 'sign-in' });
  return (
    <OpenShell width="form">
      {place.is === 'sent' && <LinkSent what={place.what} email={place.email} onBack={back} />}
      {place.is === 'forgotten' && (
        <AskReset email={place.email} asking={asking} onAsk={(email) => void askReset(email)} onBack={back} />
      )}
      {place.is === 'sign-in' && (
        <SignIn
          signIn={signIn}
          route={route}
          onEmail={(email, goOn) => void look(email, goOn)}
          onSignIn={(credentials) => void submit(credentials)}
          onOrganisation={(email) => void look(email, true)}
          onLink={(email) => void askLink(email)}
          onForgotten={(email) => setPlace({ is: 'forgotten', email })}
        />
      )}
    </OpenShell>
  );
}

interface Provider {
  organisationId: string;
  title: string;
  enforced: boolean;
}

/** Where the address that is typed signs in. Only its domain is asked for; when nobody answers it is here. */
function useRoute() {
  const [route, setRoute] = useState<SignInRoute>({ at: 'here' });
  const known = useRef(new Map<string, Provider | null>());
  const find = async (email: string): Promise<Provider | null> => {
    const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
    const asked = email.includes('@') && domain.includes('.') ? await look(domain) : null;
    setRoute(asked ? { at: 'organisation', title: asked.title, enforced: asked.enforced } : { at: 'here' });
    return asked;
  };
  async function look(domain: string): Promise<Provider | null> {
    const before = known.current.get(domain);
    if (before !== undefined) return before;
    try {
      const { data } = await api.view(identity, 'identity:route', { domain });
      known.current.set(domain, data.provider);
      return data.provider;
    } catch {
      return null; // The form below works all the same.
    }
  }
  return { route, find };
}

/** A path of this application, never another site's. */
function ownPath(given: string | null): string | null {
  return given !== null && /^\/(?![/\\])/.test(given) ? given : null;
}

/** Why a sign-in at an organisation came to nothing, as the server's address for coming back says it. */
function outcomeIn(given: string | null): keyof typeof words.signOn | undefined {
  return given !== null && given in words.signOn ? (given as keyof typeof words.signOn) : undefined;
}
