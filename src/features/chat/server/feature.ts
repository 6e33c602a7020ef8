import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { feature, type AnyFeature } from '#platform/server/feature.ts';
import { chat } from '../contract.ts';
import * as channels from './channels.ts';
import { messagesCsv, messagesJson } from './exports.ts';
import { chatMigrations } from './migrations.ts';
import * as moderating from './moderating.ts';
import { chatPersonal } from './personal.ts';
import { react, read, report, type } from './reacting.ts';
import { edit, puttingOf, send, takeAway, type AskedWith } from './sending.ts';
import { summary } from './summary.ts';
import * as views from './views.ts';

/** Messages in the channels of a cohort and of its sessions. */
export function chatFeature({ askedWith }: { askedWith: AskedWith }): AnyFeature {
  const { cohort, cohortStaff } = cohorts.topics;
  const { person } = identity.topics;
  const { channel } = chat.topics;

  return feature<typeof chat>({
    contract: chat,
    migrations: chatMigrations,
    personal: chatPersonal,
    commands: {
      'chat:send': send,
      'chat:put-question': puttingOf(askedWith),
      'chat:edit': edit,
      'chat:delete': takeAway,
      'chat:react': react,
      'chat:read': read,
      'chat:type': type,
      'chat:report': report,
      'chat:settle': moderating.settle,
      'chat:pin': moderating.pin,
      'chat:set-up': moderating.setUp,
      'chat:lock-person': moderating.lockPerson,
      'chat:open-channel': moderating.openChannel,
      'chat:rename-channel': moderating.renameChannel,
    },
    views: {
      'chat:channels': views.list,
      'chat:room': views.room,
      'chat:page': views.page,
      'chat:thread': views.thread,
      'chat:search': views.search,
      'chat:people': views.people,
      'chat:desk': views.deskOf,
      'chat:revisions': views.revisions,
      'chat:summary': summary,
      'chat:export-csv': messagesCsv,
      'chat:export-json': messagesJson,
    },
    follow: {
      'chat:channels': async ({ userId }, { cohortId }, tx) => {
        const all = await channels.channelsOf(tx, cohortId);
        const topics = all.map(({ id }) => channel.of({ channelId: id }));
        return [cohort.of({ cohortId }), person.of({ userId }), ...topics];
      },
      'chat:room': async ({ userId }, { channelId }, tx) => {
        const { cohortId } = await channels.channelWith(tx, channelId);
        return [channel.of({ channelId }), person.of({ userId }), cohort.of({ cohortId })];
      },
      'chat:page': ({ userId }, { channelId }) => [channel.of({ channelId }), person.of({ userId })],
      'chat:thread': async ({ userId }, { messageId }, tx) => [
        await channelTopicOf(messageId, tx),
        person.of({ userId }),
      ],
      'chat:search': () => [],
      'chat:people': () => [],
      'chat:desk': (_actor, { cohortId }) => [cohortStaff.of({ cohortId })],
      'chat:revisions': async (_actor, { messageId }, tx) => [await channelTopicOf(messageId, tx)],
      'chat:summary': (_actor, { channelId }) => [channel.of({ channelId })],
      'chat:export-csv': () => [],
      'chat:export-json': () => [],
    },
    leads: { channelId: channels.cohortOf, messageId: channels.channelOfMessage },
  });
}

async function channelTopicOf(
  messageId: string,
  tx: Parameters<typeof channels.channelOfMessage>[0],
): Promise<string> {
  const place = await channels.channelOfMessage(tx, messageId);
  return chat.topics.channel.of({ channelId: place!.channelId });
}
