import { newId } from '#kernel/ids.ts';
import type { LinkPurpose } from '#features/identity/contract.ts';
import type { Actor, Person } from '#platform/server/feature.ts';
import type { Academy } from './academy.ts';
import { anIssuer, anOperator, giveProvider, linkFor } from './identityActs.ts';
import type { Rooms } from './rooms.ts';

/** What each view of the room is asked for. */
export const identityInputs: Record<string, (academy: Academy) => Record<string, unknown>> = {
  'identity:sessions': () => ({}),
  'identity:security': () => ({}),
  'identity:link': () => ({ token: 'none' }),
  'identity:route': () => ({ domain: 'nowhere.test' }),
  'identity:people': ({ mailDomain }) => ({ search: mailDomain }),
  'identity:provider': ({ organisationId }) => ({ organisationId }),
  'identity:domains': () => ({}),
  'identity:audit': () => ({ until: '2020-01-01T00:00:00.000Z' }),
};

type Devices = Readonly<Record<'laptop' | 'phone' | 'tablet', Person>>;

interface IdentityCase {
  command: string;
  what: string;
  first?: (academy: Academy) => Promise<unknown>;
  act: (academy: Academy, devices: Devices, first: unknown) => Promise<unknown>;
  heard: readonly string[];
}

const nobody: Actor = { kind: 'anonymous' };
const newPassword = 'a lantern over quiet water';
const amara = (...views: string[]): string[] => views.map((view) => `amara ${view}`);
const ops = (...views: string[]): string[] => views.map((view) => `ops ${view}`);
const ways = amara('identity:sessions', 'identity:security');
const setUp = ['ops identity:domains', 'ops identity:provider', 'paula identity:provider'];

/** Every command of the room beside those that are about the profile and sessions. */
export function identityCases(rooms: () => Rooms): IdentityCase[] {
  const perform = (actor: Actor, name: string, input: object): Promise<unknown> =>
    rooms().perform(actor, name, input);
  /** Amara does something with a link that was mailed to her. */
  const byLink = (command: string, purpose: LinkPurpose, more: object = {}): IdentityCase['act'] =>
    async function act(_academy, { laptop: { userId } }) {
      return perform(nobody, command, { token: await linkFor(rooms(), purpose, userId), ...more });
    };
  /** An operator does something about somebody. */
  const about = (command: string, name: string): IdentityCase['act'] =>
    async function act({ person }) {
      return perform(await anOperator(rooms()), command, { userId: person(name).userId });
    };
  const withProvider = (academy: Academy): Promise<void> =>
    giveProvider(rooms(), academy, 'https://issuer.example');

  return [
    {
      command: 'identity:ask-link',
      what: 'by somebody who may have an account',
      act: () => perform(nobody, 'identity:ask-link', { email: `${newId()}@example.org` }),
      heard: [],
    },
    {
      command: 'identity:ask-reset',
      what: 'by somebody who may have an account',
      act: () => perform(nobody, 'identity:ask-reset', { email: `${newId()}@example.org` }),
      heard: [],
    },
    {
      command: 'identity:use-link',
      what: 'on a fourth device, which proves the address',
      act: byLink('identity:use-link', 'sign-in'),
      heard: [...ways, ...ops('identity:people')],
    },
    {
      command: 'identity:reset-password',
      what: 'which ends every session',
      act: byLink('identity:reset-password', 'reset', { password: newPassword }),
      heard: [...ways, ...ops('identity:people')],
    },
    {
      command: 'identity:verify-email',
      what: 'the address that she has',
      act: byLink('identity:verify-email', 'verify-email'),
      heard: [...amara('identity:security'), ...ops('identity:people')],
    },
    {
      command: 'identity:verify-email',
      what: 'a new address',
      act: async ({ mailDomain }, { laptop: { userId } }) => {
        const token = await linkFor(rooms(), 'change-email', userId, `amara.new@${mailDomain}`);
        return perform(nobody, 'identity:verify-email', { token });
      },
      heard: [
        ...amara('cohorts:me', 'identity:security'),
        ...['ines', 'paula'].map((viewer) => `${viewer} cohorts:enrolments`),
      ],
    },
    {
      command: 'identity:ask-verification',
      what: 'for the address that she has',
      act: (_academy, { laptop }) => perform(laptop, 'identity:ask-verification', {}),
      heard: [],
    },
    {
      command: 'identity:change-email',
      what: 'to one that is to be confirmed',
      act: ({ mailDomain }, { laptop }) =>
        perform(laptop, 'identity:change-email', { email: `amara.other@${mailDomain}` }),
      heard: amara('identity:security'),
    },
    {
      command: 'identity:change-password',
      what: 'a first one, which ends the other sessions',
      act: (_academy, { laptop }) => perform(laptop, 'identity:change-password', { password: newPassword }),
      heard: [...ways, ...ops('identity:people')],
    },
    {
      command: 'identity:disable',
      what: 'somebody who is signed in',
      act: about('identity:disable', 'amara'),
      heard: [...amara('identity:sessions'), ...ops('identity:people')],
    },
    {
      command: 'identity:enable',
      what: 'somebody who was disabled',
      first: async ({ person }) =>
        perform(await anOperator(rooms()), 'identity:disable', { userId: person('tom').userId }),
      act: about('identity:enable', 'tom'),
      heard: ops('identity:people'),
    },
    {
      command: 'identity:end-sessions-of',
      what: 'somebody who is signed in',
      act: about('identity:end-sessions-of', 'amara'),
      heard: amara('identity:sessions'),
    },
    {
      command: 'identity:send-reset',
      what: 'to somebody',
      act: about('identity:send-reset', 'amara'),
      heard: [],
    },
    {
      command: 'identity:set-provider',
      what: 'with other words, and the same domains',
      first: async (academy) => {
        await withProvider(academy);
        return anIssuer();
      },
      act: async ({ organisationId, mailDomain, person }, _devices, first) => {
        const { issuer, close } = first as Awaited<ReturnType<typeof anIssuer>>;
        await perform(person('paula'), 'identity:set-provider', {
          organisationId,
          title: 'North',
          issuer,
          clientId: 'stoa',
          domains: [mailDomain],
          rules: [{ group: 'heads', gives: { role: 'organisationAdmin' } }],
          enabled: true,
          enforced: true,
        });
        close();
      },
      heard: setUp,
    },
    {
      command: 'identity:remove-provider',
      what: 'which an organisation had',
      first: withProvider,
      act: ({ organisationId, person }) =>
        perform(person('paula'), 'identity:remove-provider', { organisationId }),
      heard: setUp.slice(1),
    },
    {
      command: 'identity:confirm-domain',
      what: 'which an organisation claimed',
      first: withProvider,
      act: async ({ organisationId, mailDomain }) =>
        perform(await anOperator(rooms()), 'identity:confirm-domain', {
          organisationId,
          domain: mailDomain,
          confirmed: true,
        }),
      heard: setUp,
    },
  ];
}
