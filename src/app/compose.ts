import { join } from 'node:path';
import type { Clock } from '#kernel/clock.ts';
import { systemClock } from '#kernel/clock.ts';
import { Refusal } from '#kernel/refusal.ts';
import { announcementsFeature } from '#features/announcements/server/feature.ts';
import { forgetPerson as forgetAnnounced } from '#features/announcements/server/keeping.ts';
import { noteMail } from '#features/announcements/server/marking.ts';
import { certificatesFeature } from '#features/certificates/server/feature.ts';
import * as certificates from '#features/certificates/server/service.ts';
import { namesOf, validOf } from '#features/certificates/server/store.ts';
import { chatFeature } from '#features/chat/server/feature.ts';
import { saidWith } from '#features/chat/server/handing.ts';
import * as chat from '#features/chat/server/renaming.ts';
import { cohortsFeature } from '#features/cohorts/server/feature.ts';
import { gateOf } from '#features/cohorts/server/gate.ts';
import { dataRightsFeature } from '#features/dataRights/server/feature.ts';
import { ledgerIn } from '#features/dataRights/server/ledger.ts';
import { helpFeature } from '#features/help/server/feature.ts';
import { forgetPerson as forgetHelp } from '#features/help/server/forgetting.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { tellMailBack } from '#features/identity/server/credentials.ts';
import { identityFeature, type Identity } from '#features/identity/server/feature.ts';
import { signInLimits } from '#features/identity/server/signInLimits.ts';
import { jobsFeature } from '#features/jobs/server/feature.ts';
import { leaderboardFeature } from '#features/leaderboard/server/feature.ts';
import * as leaderboard from '#features/leaderboard/server/service.ts';
import { lessonsFeature } from '#features/lessons/server/feature.ts';
import { commonEmbedHosts } from '#features/lessons/server/importer/embeds.ts';
import { momentFeature } from '#features/moment/server/feature.ts';
import { clearSession } from '#features/moment/server/over.ts';
import * as moment from '#features/moment/server/renaming.ts';
import { announcementsIn, announcementsMailed } from '#features/notifications/server/announced.ts';
import { notificationsFeature } from '#features/notifications/server/feature.ts';
import { holdNews } from '#features/notifications/server/holding.ts';
import { stopMail } from '#features/notifications/server/stopping.ts';
import { forgetCauser } from '#features/notifications/server/forgetting.ts';
import { waysOf } from '#features/notifications/server/telling.ts';
import { presenceFeature } from '#features/presence/server/feature.ts';
import { forgetPresent } from '#features/presence/server/forgetting.ts';
import { closeSession } from '#features/polls/server/closing.ts';
import { pollsFeature } from '#features/polls/server/feature.ts';
import * as polls from '#features/polls/server/renaming.ts';
import { progressFeature } from '#features/progress/server/feature.ts';
import { studiedWithin } from '#features/progress/server/stayStore.ts';
import { completedLessons, completers } from '#features/progress/server/store.ts';
import { qnaFeature } from '#features/qna/server/feature.ts';
import { askedWith } from '#features/qna/server/handing.ts';
import * as qna from '#features/qna/server/renaming.ts';
import { closingWithin, handedIn } from '#features/quizzes/server/closing.ts';
import { quizzesFeature } from '#features/quizzes/server/feature.ts';
import { sessionsFeature } from '#features/sessions/server/feature.ts';
import { withGuests } from '#features/sessions/server/guestAccess.ts';
import { guestsToForget } from '#features/sessions/server/guestStore.ts';
import { tellRenamed } from '#features/sessions/server/renaming.ts';
import { webhooksFeature } from '#features/webhooks/server/feature.ts';
import type { Passwords } from '#features/identity/server/passwords.ts';
import { climbing } from '#platform/server/access.ts';
import type { Settings } from '#platform/server/config.ts';
import type { Database } from '#platform/server/db/database.ts';
import { Lines } from '#platform/server/delivery/lines.ts';
import { measureJobs } from '#platform/server/jobs/figures.ts';
import type { JobKind } from '#platform/server/jobs/kinds.ts';
import type { Log } from '#platform/server/log/log.ts';
import type { Logger } from '#platform/server/logging.ts';
import { identify } from '#platform/server/doors/request.ts';
import { publicRules, type Resolve } from '#platform/server/outbound/target.ts';
import { recordBounce, type Bouncing } from '#platform/server/mail/bounces.ts';
import { takeReport } from '#platform/server/mail/reports.ts';
import { Postman } from '#platform/server/mail/postman.ts';
import { smtpCarrier } from '#platform/server/mail/smtp.ts';
import { listeningAt, openNode, type StoaNode } from '#platform/server/node.ts';
import { isDemo } from './demo/demoClass.ts';
import { courseParts, deeds, quizzesIn, type Ground } from './ground.ts';
import { sideBySide } from './demo/sideBySide.ts';
import { addPages, builtWebFolder } from './pages.ts';
import { workOn, type Paces } from './working.ts';

export interface House {
  ground: Ground;
  identity: Identity;
  node: StoaNode;
  /** Whether the demo class was here when the house opened; it never comes into an open house. */
  readonly isDemo: boolean;
  close(): Promise<void>;
}

export interface HouseOptions {
  clock?: Clock;
  random?: () => number;
  /** Where the browser's application was built. */
  webFolder?: string;
  /** Kinds of jobs beside those of the rooms. */
  more?: readonly JobKind[];
  paces?: Paces;
}

export interface RoomsParts {
  db: Database;
  log: Log;
  clock: Clock;
  passwords: Passwords;
  demo: () => boolean;
  /** Who is on the other end of this node's doors; absent: it has none. */
  lines?: Lines;
  /** Where browsers reach this Stoa. */
  origin?: () => string;
  /** Hosts whose pages lessons may show in a frame. */
  embedHosts?: readonly string[];
  /** Where it is written down who was forgotten; absent: nowhere. */
  ledgerFile?: string | undefined;
  /** Numbers in [0, 1). */
  random?: () => number;
  /** Whether this machine itself may be sent to, for trying things out. */
  loopback?: boolean;
  /** Where hosts of the world are; absent: as this machine has it. */
  resolve?: Resolve;
}

const localOrigin = (): string => 'http://127.0.0.1:3000';

/** Every room, and what the house itself asks of the foundations. One line a room. */
export function roomsOf({
  db,
  log,
  clock,
  passwords,
  demo,
  lines = new Lines(clock),
  origin = localOrigin,
  embedHosts = commonEmbedHosts,
  ledgerFile,
  random = Math.random,
  loopback = false,
  resolve,
}: RoomsParts) {
  const limits = signInLimits();
  const cohorts = cohortsFeature({ db, log, demo, origin, joining: () => identity.joining });
  const renamed: typeof cohorts.renamed = async (telling, userId) => {
    await cohorts.renamed(telling, userId);
    await tellRenamed(telling, userId);
    await qna.tellRenamed(telling, userId);
    await polls.tellRenamed(telling, userId);
    await chat.tellRenamed(telling, userId);
    await moment.tellRenamed(telling, userId);
    await leaderboard.holdBoardsOf(telling, userId);
  };
  const gate = gateOf({ completed: completedLessons });
  const identity = identityFeature({
    db,
    clock,
    passwords,
    access: cohorts.access,
    renamed,
    origin,
    limits,
  });
  const presence = presenceFeature({ db, log, lines });
  const features = [
    identity.feature,
    cohorts.feature,
    sessionsFeature({
      log,
      origin,
      over: async (write, session) => {
        await closeSession(write, session);
        await clearSession(write, session);
      },
      joining: () => identity.joining,
    }),
    lessonsFeature({ db, gate, courseParts, embedHosts }),
    progressFeature({ gate, quizzesIn }),
    quizzesFeature({ db, log, gate }),
    qnaFeature({ saidWith }),
    presence.feature,
    pollsFeature({ db, log }),
    leaderboardFeature({ random }),
    chatFeature({ askedWith }),
    momentFeature({ log }),
    certificatesFeature(deeds),
    announcementsFeature({
      study: { completers, studiedWithin },
      ways: (tx, people, urgent) => waysOf(tx, 'announcement', people, urgent),
    }),
    helpFeature(),
    notificationsFeature({
      ...{ db, log, origin, completers },
      quizzes: { closingWithin, handedIn },
      mailed: async (write, personId, effectKeys) => {
        for (const announcementId of announcementsIn(effectKeys))
          await noteMail(write, { announcementId, personId }, 'mailed');
      },
    }),
    webhooksFeature({ db, log, clock, rules: { ...publicRules, loopback }, resolve }),
  ];
  const dataRights = dataRightsFeature({
    db,
    log,
    passwords,
    limits,
    sessions: identity.sessions,
    tables: features.flatMap(({ personal = [] }) => personal),
    renamed,
    forget: [
      (write, userId, { keepsCertificates }) => certificates.erasePerson(write, userId, keepsCertificates),
      qna.forgetAsker,
      forgetPresent,
      polls.tellForgotten,
      chat.forgetWriter,
      moment.forgetPerson,
      forgetCauser,
      forgetAnnounced,
      forgetHelp,
    ],
    namesOf: [namesOf],
    certificatesOf: validOf,
    toForget: guestsToForget,
    ledger: ledgerFile === undefined ? undefined : ledgerIn(ledgerFile),
  });
  const rooms = [...features, dataRights.feature];
  const queues = rooms.flatMap(({ jobs = [] }) => jobs.map(({ queue }) => queue.name));
  return {
    features: [...rooms, jobsFeature({ db, log, queues })],
    identity,
    presence: presence.register,
    dataRights,
    access: climbing(withGuests(cohorts.access), Object.assign({}, ...features.map(({ leads }) => leads))),
    progressTopic: cohorts.progressTopic,
  };
}

/** Builds the whole house on its ground. */
export async function openHouse(
  ground: Ground,
  settings: Settings,
  logger: Logger,
  {
    clock = systemClock,
    random = Math.random,
    webFolder = builtWebFolder,
    more = [],
    paces: { jobLeaseMs, mailLeaseMs, mailBackoff, mailSilenceMs } = {},
  }: HouseOptions = {},
): Promise<House> {
  const { db, log, fanout, passwords } = ground;
  const demo = await isDemo(db.query);
  const origin = (): string =>
    settings.PUBLIC_URL ? new URL(settings.PUBLIC_URL).origin : listeningAt(node.server);
  const lines = new Lines(clock);
  const { features, identity, presence, access, progressTopic, dataRights } = roomsOf({
    db,
    log,
    clock,
    passwords,
    demo: () => demo,
    lines,
    origin,
    embedHosts: settings.EMBED_HOSTS,
    loopback: settings.WEBHOOKS_TO_LOOPBACK === 'on',
    random,
    ledgerFile: settings.DATA_DIR === 'memory:' ? undefined : join(settings.DATA_DIR, 'erasures.jsonl'),
  });
  // A backup that was put in place of the database may be older than an erasure.
  await dataRights.applyLedger();
  const bouncing: Bouncing = (bounce, also) =>
    log.write(async (write) => {
      await also?.(write.tx);
      if (!(await recordBounce(write.tx, bounce))) return;
      for (const mail of await announcementsMailed(write.tx, bounce.effectKey))
        await noteMail(write, mail, 'bounced');
      if (bounce.endsAddress) await tellMailBack(write, bounce.address);
    });
  const postman = new Postman({
    db,
    carrier:
      settings.SMTP_URL === undefined
        ? undefined
        : smtpCarrier({
            url: settings.SMTP_URL,
            from: settings.MAIL_FROM,
            returnTo: settings.MAIL_RETURN_TO,
            ...(mailSilenceMs !== undefined && { silenceMs: mailSilenceMs }),
          }),
    bouncing,
    holds: holdNews,
    logger,
    random,
    ...(mailLeaseMs !== undefined && { leaseMs: mailLeaseMs }),
    ...(mailBackoff !== undefined && { backoff: mailBackoff }),
  });
  const working = workOn({
    db,
    log,
    kinds: [...features.flatMap((one) => one.jobs ?? []), ...more],
    schedules: features.flatMap((one) => one.schedules ?? []),
    logger,
    clock,
    random,
    leaseMs: jobLeaseMs,
  });

  const hasSeats = (): boolean => demo && !settings.PUBLIC_URL?.startsWith('https:');

  const node = openNode({
    settings,
    db,
    log,
    fanout,
    features,
    access,
    sessions: identity.sessions,
    logger,
    clock,
    random,
    lines,
    chores: [...postman.chores, ...working.chores],
    progressTopic: (person, studentId, cohortId) => progressTopic(db.query, person, studentId, cohortId),
    more: (app, { metrics, catalogue, outside }) =>
      addPages(app, {
        webFolder,
        metrics,
        catalogue,
        outside,
        caughtMail: settings.SMTP_URL === undefined ? db.query : undefined,
        signOn: {
          signOn: identity.singleSignOn,
          write: (work) => log.write(work),
          identify: (request) => identify(identity.sessions, db.query, request, outside),
          logger,
        },
        mailReports: {
          secret: settings.MAIL_REPORTS_SECRET,
          take: (message) => takeReport({ db: db.query, bouncing }, message),
        },
        stopMail: (token) => log.write((write) => stopMail(write, { token })),
        demo: {
          isOn: () => demo,
          hasSeats,
          async signIn(name, origin) {
            if (!demo) throw new Refusal('not_found');
            const person = await accounts.byEmail(db.query, `${name}@${accounts.demoMailDomain}`);
            if (!person) throw new Refusal('not_found');
            return log.write((write) => identity.sessions.start(write, person.id, origin));
          },
        },
      }),
  });

  measureJobs(node.metrics.registry, db);
  sideBySide(node.server, hasSeats);

  return {
    ground,
    identity,
    node,
    isDemo: demo,
    async close() {
      await Promise.all([node.close(), working.close()]);
      await presence.close();
      postman.close();
      await identity.close();
    },
  };
}
