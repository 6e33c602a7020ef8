import type { ComponentProps, ReactNode } from 'react';
import { AskReset } from '#features/identity/web/AskReset.tsx';
import { LinkSent } from '#features/identity/web/LinkSent.tsx';
import { LinkView, SpentLink, type Link } from '#features/identity/web/LinkView.tsx';
import { ResetForm } from '#features/identity/web/ResetForm.tsx';
import { SignIn } from '#features/identity/web/SignIn.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { OpsAuditScreen } from '../screens/operate/OpsAuditScreen.tsx';
import { OpsPeopleScreen } from '../screens/operate/OpsPeopleScreen.tsx';
import { SingleSignOnScreen } from '../screens/operate/SingleSignOnScreen.tsx';
import type { SettingsScreen } from '../screens/SettingsScreen.tsx';
import * as fixture from './identityFixtures.ts';

type Place = { path: string; element: ReactNode };
type Inside = (path: string, element: ReactNode, as?: 'student' | 'staff' | 'admin') => Place;
type Open = (element: ReactNode, width?: 'form' | 'window') => Place;

const nothing = (): void => {};
const refuses = async (): Promise<boolean> => false;

const signIn = (more: Partial<ComponentProps<typeof SignIn>> = {}): ReactNode => (
  <SignIn
    signIn={{ state: 'ready' }}
    route={{ at: 'here' }}
    onEmail={nothing}
    onSignIn={nothing}
    onOrganisation={nothing}
    onLink={nothing}
    onForgotten={nothing}
    {...more}
  />
);

const link: Link = { purpose: 'sign-in', email: 'amara.okafor@example.org', name: 'Amara Osei' };
const linkView = (more: Partial<ComponentProps<typeof LinkView>> = {}): ReactNode => (
  <LinkView link={link} using={{ state: 'ready' }} onUse={nothing} {...more} />
);
const resetForm = (more: Partial<ComponentProps<typeof ResetForm>> = {}): ReactNode => (
  <ResetForm email={link.email} resetting={{ state: 'ready' }} onReset={nothing} {...more} />
);

/** How one gets in, as the settings show it. */
export const ways: ComponentProps<typeof SettingsScreen>['ways'] = {
  security: full(fixture.security),
  email: { change: { state: 'ready' }, onVerify: nothing, onChange: refuses },
  password: { change: { state: 'ready' }, onChange: refuses },
};
/** Of somebody who came by a link, and whose new address waits. */
export const newWays: ComponentProps<typeof SettingsScreen>['ways'] = {
  ...ways,
  security: full({
    ...fixture.security,
    emailVerified: false,
    hasPassword: false,
    waitingEmail: 'amara@another-and-rather-longer-domain.example',
  }),
  email: { ...ways.email, change: { state: 'sent', email: 'amara@another.example' } },
  password: {
    ...ways.password,
    change: { state: 'failed', sentence: 'Your password was changed meanwhile.' },
  },
};

const list: ComponentProps<typeof OpsPeopleScreen>['list'] = {
  meId: fixture.robinId,
  asked: { search: '', only: 'all' },
  onFind: nothing,
  onMore: nothing,
  isLoadingMore: false,
  busy: null,
  said: null,
  fault: null,
  onAct: nothing,
};
const claims: ComponentProps<typeof OpsPeopleScreen>['domains'] = {
  domains: fixture.claims,
  busy: null,
  fault: null,
  onConfirm: nothing,
};
const people = (more: Partial<ComponentProps<typeof OpsPeopleScreen>> = {}): ReactNode => (
  <OpsPeopleScreen people={full(fixture.people)} list={list} domains={claims} {...more} />
);

const audit = (more: Partial<ComponentProps<typeof OpsAuditScreen>> = {}): ReactNode => (
  <OpsAuditScreen
    entries={full(fixture.audit)}
    filter={{ asked: { act: '', about: '', by: '' }, onShow: nothing }}
    list={{ csvHref: '/gallery/audit.csv', onOlder: nothing, isLoadingOlder: false }}
    {...more}
  />
);

const cohorts = [
  { id: fixture.cohortId, title: 'AI Enablement, Spring 2026' },
  { id: fixture.organisationId, title: 'AI Enablement, Autumn 2026' },
];
const sso = (
  signOn: ComponentProps<typeof SingleSignOnScreen>['signIn'],
  form: Partial<ComponentProps<typeof SingleSignOnScreen>['form']> = {},
): ReactNode => (
  <SingleSignOnScreen
    signIn={signOn}
    form={{ cohorts, saving: { state: 'ready' }, onSave: nothing, ...form }}
    test={{ testHref: '/gallery/sso', removing: { state: 'ready' }, onRemove: nothing }}
  />
);
const provided = full({ provider: fixture.provider, callback: fixture.callback });

/** The ways in, and the pages of operators and administrators, in each of their states. */
export function identityScenes(open: Open, inside: Inside, failed: View<never>): Record<string, Place> {
  const openView = (view: View<never>): Place =>
    open(
      <Shown view={view} page loading="…" failed="…" bones={<Bones lines={['60%', '100%', '100%']} />}>
        {() => null}
      </Shown>,
      'form',
    );
  const settingsAt = `/org/${fixture.organisationId}/sso`;
  return {
    'sign-in': open(signIn(), 'form'),
    'sign-in-sending': open(signIn({ signIn: { state: 'sending' } }), 'form'),
    'sign-in-asking-link': open(signIn({ signIn: { state: 'asking-link' } }), 'form'),
    'sign-in-refused': open(
      signIn({ signIn: { state: 'refused', sentence: 'This e-mail and password do not match.' } }),
      'form',
    ),
    'sign-in-organisation': open(
      signIn({ route: { at: 'organisation', title: 'Acme', enforced: false } }),
      'form',
    ),
    'sign-in-enforced': open(
      signIn({ route: { at: 'organisation', title: 'Maximilian & Partner', enforced: true } }),
      'form',
    ),
    'sign-in-link-sent': open(<LinkSent what="link" email={link.email} onBack={nothing} />, 'form'),
    'sign-in-reset-sent': open(<LinkSent what="reset" email={link.email} onBack={nothing} />, 'form'),
    forgotten: open(
      <AskReset email="" asking={{ state: 'ready' }} onAsk={nothing} onBack={nothing} />,
      'form',
    ),
    'forgotten-failed': open(
      <AskReset
        email={link.email}
        asking={{ state: 'failed', sentence: 'Too many at once. Please wait a moment.' }}
        onAsk={nothing}
        onBack={nothing}
      />,
      'form',
    ),
    'link-loading': openView(loading),
    'link-failed': openView(failed),
    'link-sign-in': open(linkView(), 'form'),
    'link-signing-in': open(linkView({ using: { state: 'sending' } }), 'form'),
    'link-refused': open(
      linkView({ using: { state: 'failed', sentence: 'Stoa cannot do this right now.' } }),
      'form',
    ),
    'link-verify': open(linkView({ link: { ...link, purpose: 'verify-email' } }), 'form'),
    'link-change': open(linkView({ link: { ...link, purpose: 'change-email' } }), 'form'),
    'link-verified': open(linkView({ using: { state: 'verified', email: link.email } }), 'form'),
    'link-spent': open(<SpentLink />, 'form'),
    reset: open(resetForm(), 'form'),
    'reset-refused': open(
      resetForm({
        resetting: {
          state: 'failed',
          sentence: 'This password is one of the passwords that are tried first.',
        },
      }),
      'form',
    ),
    'ops-people-loading': inside(
      '/ops/people',
      people({ people: loading, domains: { ...claims, domains: [] } }),
      'admin',
    ),
    'ops-people-failed': inside('/ops/people', people({ people: failed }), 'admin'),
    'ops-people-empty': inside(
      '/ops/people',
      people({
        people: full([]),
        list: { ...list, asked: { search: 'nobody', only: 'disabled' }, onMore: undefined },
      }),
      'admin',
    ),
    'ops-people': inside('/ops/people', people({ list: { ...list, busy: fixture.people[1]!.id } }), 'admin'),
    'ops-people-done': inside(
      '/ops/people',
      people({
        list: { ...list, said: { act: 'end-sessions', name: 'Mina Park', ended: 2 }, fault: null },
        domains: { ...claims, fault: 'This domain is confirmed for another organisation.' },
      }),
      'admin',
    ),
    'ops-audit-loading': inside('/ops/audit', audit({ entries: loading }), 'admin'),
    'ops-audit-failed': inside('/ops/audit', audit({ entries: failed }), 'admin'),
    'ops-audit-empty': inside('/ops/audit', audit({ entries: full([]) }), 'admin'),
    'ops-audit': inside('/ops/audit', audit(), 'admin'),
    'sso-loading': inside(settingsAt, sso(loading), 'admin'),
    'sso-failed': inside(settingsAt, sso(failed), 'admin'),
    'sso-empty': inside(settingsAt, sso(full({ provider: null, callback: fixture.callback })), 'admin'),
    sso: inside(
      settingsAt,
      sso(provided, { saving: { state: 'saved', at: '2026-06-09T13:01:00Z' } }),
      'admin',
    ),
    'sso-refused': inside(
      settingsAt,
      sso(
        full({
          provider: {
            ...fixture.provider,
            lastTest: { ...fixture.provider.lastTest!, outcome: 'foreign-domain', groups: [] },
          },
          callback: fixture.callback,
        }),
        {
          saving: {
            state: 'failed',
            sentence: 'No OpenID provider answers at this issuer, or it names another one.',
            field: 'issuer',
          },
        },
      ),
      'admin',
    ),
  };
}
