import fc from 'fast-check';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import * as library from 'react-router';
import { expect, test } from 'vitest';
import { patternOf } from './paths.ts';
import * as own from './router.tsx';

// The pages are written against the library's types; what is shown at an address must be the same with both.

const Href = ({ of }: { of: typeof library }): ReactNode => of.useHref('/live/one/screen?x=1');
const Names = ({ of }: { of: typeof library }): ReactNode => JSON.stringify(of.useParams());

function shown(of: typeof library, at: string): string {
  const { MemoryRouter, Routes, Route, Outlet, Link, NavLink } = of;
  const page = (name: string): ReactNode => (
    <p>
      {name} <Names of={of} /> <Href of={of} />
    </p>
  );
  return renderToStaticMarkup(
    <MemoryRouter initialEntries={[at]}>
      <Routes>
        <Route path="/" element={page('front')} />
        <Route path="/j" element={page('code')} />
        <Route path="/j/:code" element={page('given')} />
        <Route
          element={
            <main>
              <Names of={of} /> <Outlet />
            </main>
          }
        >
          <Route path="/live/:sessionId/screen" element={page('screen')} />
        </Route>
        <Route
          element={
            <section>
              <Names of={of} /> <NavLink to="/home">Home</NavLink> <Link to="?part=2">Part</Link>{' '}
              <Link to="/c/a?x=1#b">Course</Link> <Link to="https://example.org/">Away</Link> <Outlet />
            </section>
          }
        >
          <Route path="/home" element={page('home')} />
          <Route path="/c/:cohortId" element={page('course')} />
          <Route path="/c/:cohortId/live" element={page('live')} />
          <Route path="/c/:cohortId/:part" element={page('part')} />
          <Route path="/c/:cohortId/quiz/:quizId/result/:attemptId" element={page('result')} />
          <Route path="/live/:sessionId" element={page('audience')} />
          <Route path="*" element={page('nothing')} />
        </Route>
      </Routes>
    </MemoryRouter>,
  );
}

const here = own as unknown as typeof library;
/** The library marks its links, and those that lead to where one is; nobody styles by that. */
const without = (html: string): string =>
  html.replaceAll(/ (?:class="(?:active)?"|data-discover="true")/g, '');

const parts = [
  '',
  'home',
  'HOME',
  'j',
  'c',
  'live',
  'quiz',
  'result',
  'screen',
  'a',
  '427913',
  'x%2Fy',
  'gr%C3%BC%C3%9F',
];
const addresses = fc
  .tuple(
    fc.array(fc.constantFrom(...parts), { maxLength: 6 }),
    fc.constantFrom('', '/', '?q=1', '?', '#there', '?q=1#there'),
  )
  .map(([steps, more]) => `/${steps.join('/')}${more}`.replace(/^\/\/+/, '/'));

test('every address shows the page, with the names, that the library shows there', () => {
  fc.assert(
    fc.property(addresses, (at) => {
      expect(without(shown(here, at)), at).toBe(without(shown(library, at)));
    }),
    { numRuns: 200 },
  );
});

test('a path that this does not know is refused, and not read otherwise', () => {
  expect(() => patternOf('/teach/:cohortId/messages/:announcementId?')).toThrow(/two routes/);
});

test('what is in an address by code is told by its letters', () => {
  expect(shown(here, '/c/gr%C3%BC%C3%9F')).toContain('grüß');
  expect(shown(here, '/c/x%2Fy')).toContain('x/y');
  expect(shown(here, '/c/%zz')).toContain('%zz');
});
