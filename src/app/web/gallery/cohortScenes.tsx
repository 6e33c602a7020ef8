import type { ReactNode } from 'react';
import { CodeForm } from '#features/cohorts/web/join/CodeForm.tsx';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { JoinScreen } from '../screens/JoinScreen.tsx';
import { OrganisationAuditScreen } from '../screens/OrganisationAuditScreen.tsx';
import { OrganisationScreen } from '../screens/OrganisationScreen.tsx';
import { PeopleScreen } from '../screens/PeopleScreen.tsx';
import { PlanScreen } from '../screens/PlanScreen.tsx';
import * as fixture from './cohortFixtures.ts';
import { emptyOrganisation, enrolments, nobody, organisation } from './fixtures.ts';

type Placed = { path: string; element: ReactNode };
type Inside = (path: string, element: ReactNode, as?: 'student' | 'staff' | 'admin') => Placed;
type Open = (element: ReactNode, width?: 'form') => Placed;

const nothing = (): void => {};
const saved = async (): Promise<boolean> => true;

type PeopleProps = Parameters<typeof PeopleScreen>[0];

const panel: PeopleProps['panel'] = {
  add: { adding: { state: 'ready' }, onAdd: nothing },
  mail: { inviting: { state: 'writing' }, onCheck: nothing, onSend: nothing, onBack: nothing },
  way: { making: { state: 'ready' }, onMake: nothing },
  invitations: full(fixture.invitations),
  list: { busy: new Set(), fault: null, onResend: nothing, onRevoke: nothing },
};

export const people = (more: Partial<PeopleProps> = {}): ReactNode => (
  <PeopleScreen
    cohortId="cohort"
    enrolments={full(fixture.fullClass)}
    meId="Ines Rocha"
    canAct
    filter={{ state: 'in', role: 'any', find: '' }}
    onFilter={nothing}
    selected={new Set()}
    onSelect={nothing}
    busy={new Set()}
    onAct={nothing}
    kept={new Set()}
    done={null}
    onUndo={nothing}
    fault={null}
    panel={panel}
    asking={null}
    otherCohorts={[
      { id: 'second', title: 'AI Enablement, Summer 2026' },
      { id: 'third', title: 'Plain writing, Winter 2025' },
    ]}
    onMove={nothing}
    onLastDay={nothing}
    onCloseAsking={nothing}
    {...more}
  />
);

type PlanProps = Parameters<typeof PlanScreen>[0];

const plan = (more: Partial<PlanProps> = {}): ReactNode => (
  <PlanScreen
    cohortId="cohort"
    plan={full(fixture.plan)}
    canAct
    runsIt
    editor={{ saving: { state: 'ready' }, onSave: saved }}
    form={{ saving: { state: 'ready' }, onSave: saved }}
    move={{
      days: null,
      preview: loading,
      moving: { state: 'ready' },
      onPreview: nothing,
      onMove: nothing,
    }}
    clone={{ cloning: { state: 'ready' }, onClone: nothing }}
    archive={{ busy: false, fault: null, onArchive: nothing }}
    {...more}
  />
);

type JoinProps = Parameters<typeof JoinScreen>[0];

const join = (more: Partial<JoinProps> = {}): ReactNode => (
  <JoinScreen
    invitation={full(fixture.invited())}
    me={null}
    joining={{ state: 'ready' }}
    signInHref="/login"
    onJoin={nothing}
    onArrive={nothing}
    onAskMail={nothing}
    onSignOut={nothing}
    onAgain={nothing}
    {...more}
  />
);

type OrganisationProps = Parameters<typeof OrganisationScreen>[0];

const organisationPeople: OrganisationProps['people'] = {
  people: full(fixture.organisationPeople),
  find: '',
  onFind: nothing,
  more: true,
  loadingMore: false,
  onMore: nothing,
};
const admins: OrganisationProps['admins'] = {
  meId: 'me',
  inviting: { state: 'ready' },
  onInvite: nothing,
  busy: new Set(),
  onDismiss: nothing,
  onRevoke: nothing,
};

const copying: OrganisationProps['copying'] = {
  person: undefined,
  onAsk: nothing,
  sheet: { copy: { state: 'none' }, onCopy: nothing, onClose: nothing },
};

const organisationScreen = (more: Partial<OrganisationProps> = {}): ReactNode => (
  <OrganisationScreen
    organisation={full({
      ...organisation,
      admins: [...organisation.admins, { userId: '2', name: 'Olga Petrov', email: 'olga@demo.test' }],
      invitations: [{ ...fixture.invitations[2]!, role: 'organisationAdmin' }],
      cohorts: organisation.cohorts.map((cohort, index) =>
        index === 0 ? { ...cohort, capacity: 43, waiting: 6 } : { ...cohort, archived: true },
      ),
    })}
    cohorts={{ opening: { state: 'ready' }, onOpen: nothing }}
    admins={admins}
    people={organisationPeople}
    copying={copying}
    {...more}
  />
);

type AuditProps = Parameters<typeof OrganisationAuditScreen>[0];

const audit = (more: Partial<AuditProps> = {}): ReactNode => (
  <OrganisationAuditScreen
    organisation={{ id: 'acme', title: 'Acme Corp' }}
    entries={full(fixture.auditEntries)}
    kind="all"
    onKind={nothing}
    more
    loadingMore={false}
    onMore={nothing}
    {...more}
  />
);

/** The screens about cohorts and organisations in each of their states. */
export function cohortScenes(inside: Inside, open: Open, failed: View<never>): Record<string, Placed> {
  const at = '/teach/cohort/people';
  const planAt = '/teach/cohort/plan';
  const me = { name: 'Amara Osei', email: 'amara@demo.test' };
  const mailPanel = (inviting: (typeof panel)['mail']['inviting']) => ({
    panel: { ...panel, mail: { ...panel.mail, inviting } },
  });
  return {
    'people-loading': inside(at, people({ enrolments: loading }), 'staff'),
    'people-failed': inside(at, people({ enrolments: failed }), 'staff'),
    'people-empty': inside(
      at,
      people({ enrolments: full(nobody), panel: { ...panel, invitations: full([]) } }),
      'staff',
    ),
    people: inside(at, people(), 'staff'),
    'people-open-ended': inside(at, people({ enrolments: full(enrolments) }), 'staff'),
    'people-waiting': inside(at, people({ filter: { state: 'waiting', role: 'any', find: '' } }), 'staff'),
    'people-none-fits': inside(at, people({ filter: { state: 'in', role: 'any', find: 'zz' } }), 'staff'),
    'people-selected': inside(
      at,
      people({ selected: new Set(['Amara Osei', 'Noor Haddad', 'Omar Said']), busy: new Set(['Omar Said']) }),
      'staff',
    ),
    'people-done': inside(
      at,
      people({
        kept: new Set(['Wim de Groot']),
        done: {
          act: 'remove',
          names: ['Wim de Groot'],
          refused: ['Ebba Lindqvist', 'Tom Bakker'],
          canUndo: true,
          undo: 'ready',
        },
      }),
      'staff',
    ),
    'people-refused': inside(
      at,
      people({
        fault: 'A cohort keeps at least one instructor. Bring in another one first.',
        panel: { ...panel, add: { ...panel.add, adding: { state: 'unknown' } } },
      }),
      'staff',
    ),
    'people-archived': inside(
      at,
      people({ enrolments: full(fixture.archivedClass), canAct: false }),
      'staff',
    ),
    'people-transfer': inside(
      at,
      people({ asking: { what: 'transfer', people: [fixture.named('Noor Haddad')] } }),
      'staff',
    ),
    'people-last-day': inside(
      at,
      people({
        asking: { what: 'lastDay', people: [fixture.named('Xia Chen'), fixture.named('Noor Haddad')] },
      }),
      'staff',
    ),
    'people-invite-checked': inside(
      at,
      people(mailPanel({ state: 'checked', rows: fixture.invitedRows })),
      'staff',
    ),
    'people-invite-sent': inside(at, people(mailPanel({ state: 'sent', count: 3 })), 'staff'),
    'people-way-made': inside(
      at,
      people({
        panel: {
          ...panel,
          way: {
            ...panel.way,
            making: { state: 'made', url: 'https://academy.example/j/KTWQ7R4A', code: 'KTWQ7R4A' },
          },
        },
      }),
      'staff',
    ),
    'plan-loading': inside(planAt, plan({ plan: loading }), 'staff'),
    'plan-failed': inside(planAt, plan({ plan: failed }), 'staff'),
    'plan-empty': inside(planAt, plan({ plan: full(fixture.emptyPlan), runsIt: false }), 'staff'),
    plan: inside(planAt, plan(), 'staff'),
    'plan-elsewhere': inside(planAt, plan({ plan: full(fixture.elsewherePlan), runsIt: false }), 'staff'),
    'plan-move': inside(
      planAt,
      plan({
        runsIt: false,
        move: {
          days: 7,
          preview: full(fixture.movePreview),
          moving: { state: 'ready' },
          onPreview: nothing,
          onMove: nothing,
        },
      }),
      'staff',
    ),
    'plan-cloned': inside(
      planAt,
      plan({
        clone: {
          cloning: { state: 'cloned', cohort: { id: 'next', title: 'AI Enablement, Autumn 2026' } },
          onClone: nothing,
        },
        form: {
          saving: { state: 'failed', sentence: 'More places are taken than that. Take people out first.' },
          onSave: saved,
        },
      }),
      'admin',
    ),
    'join-loading': open(join({ invitation: loading }), 'form'),
    'join-failed': open(join({ invitation: failed }), 'form'),
    'join-missing': open(join({ invitation: full(null) }), 'form'),
    'join-over': open(join({ invitation: full(fixture.invited({ state: 'over' })) }), 'form'),
    join: open(join(), 'form'),
    'join-signed-in': open(join({ me, invitation: full(fixture.invited({ state: 'waiting' })) }), 'form'),
    'join-other-address': open(
      join({ me, invitation: full(fixture.invited({ kind: 'email', email: 'noor@acme.example' })) }),
      'form',
    ),
    'join-personal': open(
      join({
        invitation: full(fixture.invited({ kind: 'email', role: 'instructor', email: 'noor@acme.example' })),
        joining: { state: 'failed', sentence: 'This address has an account already. Sign in with it first.' },
      }),
      'form',
    ),
    'join-admin': open(
      join({
        me,
        invitation: full(
          fixture.invited({
            kind: 'email',
            role: 'organisationAdmin',
            email: me.email,
            cohort: null,
            course: null,
          }),
        ),
      }),
      'form',
    ),
    'join-mailed': open(
      join({ invitation: full(fixture.invited({ kind: 'mailed', email: 'noor@acme.example' })) }),
      'form',
    ),
    'join-sent': open(join({ joining: { state: 'sent', email: 'noor@acme.example' } }), 'form'),
    'join-waits': open(join({ joining: { state: 'waiting' } }), 'form'),
    'join-code': open(<CodeForm onCode={nothing} />, 'form'),
    'organisation-loading': inside('/org/acme', organisationScreen({ organisation: loading }), 'admin'),
    'organisation-failed': inside('/org/acme', organisationScreen({ organisation: failed }), 'admin'),
    'organisation-empty': inside(
      '/org/acme',
      organisationScreen({
        organisation: full(emptyOrganisation),
        people: { ...organisationPeople, people: full([]), more: false },
      }),
      'admin',
    ),
    organisation: inside('/org/acme', organisationScreen(), 'admin'),
    'organisation-copy': inside(
      '/org/acme',
      organisationScreen({ copying: { ...copying, person: fixture.organisationPeople[0] } }),
      'admin',
    ),
    'organisation-refused': inside(
      '/org/acme',
      organisationScreen({
        admins: {
          ...admins,
          inviting: { state: 'failed', sentence: 'This person administers the organisation already.' },
        },
        people: { ...organisationPeople, find: 'zz', people: full([]), more: false },
      }),
      'admin',
    ),
    'org-audit-loading': inside('/org/acme/audit', audit({ entries: loading, more: false }), 'admin'),
    'org-audit-failed': inside('/org/acme/audit', audit({ entries: failed, more: false }), 'admin'),
    'org-audit-empty': inside('/org/acme/audit', audit({ entries: full([]), more: false }), 'admin'),
    'org-audit': inside('/org/acme/audit', audit(), 'admin'),
  };
}
