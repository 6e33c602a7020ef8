import { announcements } from '#features/announcements/contract.ts';
import { chat } from '#features/chat/contract.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { help } from '#features/help/contract.ts';
import { qna } from '#features/qna/contract.ts';
import { quizzes } from '#features/quizzes/contract.ts';
import { sessions } from '#features/sessions/contract.ts';
import type { Contract, EventData, EventName } from '#kernel/contract.ts';
import { gatheredReaction, type Reaction } from '#platform/server/log/events.ts';
import { announcementGroup, helpGroup } from '../contract.ts';
import { announcementRetitled, announcementSeen, announcementWithdrawn } from './announced.ts';
import { passBy, timesKey } from './reminders.ts';
import { settleFor, withdraw } from './settling.ts';
import { tellNews, type News } from './telling.ts';

/** What becomes news of an event of another room: to whom, and under which keys it is told once and gathered. */
const rule = <C extends Contract, N extends EventName<C>>(
  contract: C,
  name: N,
  newsOf: (data: EventData<C, N>) => readonly News[],
): Reaction => gatheredReaction(contract, name, (write, all) => tellNews(write, all.flatMap(newsOf)));

/** All of them, one for each event that is listened to. */
export const notificationsReactions: readonly Reaction[] = [
  rule(quizzes, 'quiz:graded', (graded) => {
    const { cohortId, quizId, attemptId, studentId, title, released, regraded, score } = graded;
    // What staff see before it is released is no news to anybody yet.
    if (!released) return [];
    const told = { cohortId, to: [studentId], by: null, title };
    const subject = { kind: 'attempt', quizId, attemptId } as const;
    const collapseKey = `quiz-regraded/${attemptId}`;
    return regraded
      ? [
          {
            ...told,
            ...{ type: 'quiz-regraded', effectKey: `${collapseKey}/${score.grading}`, collapseKey, subject },
          },
        ]
      : [{ ...told, type: 'quiz-graded', effectKey: `quiz-graded/${attemptId}`, subject }];
  }),

  rule(qna, 'qa:answered', ({ cohortId, sessionId, questionId, askedBy, answeredBy }) => [
    {
      ...{ type: 'question-answered', effectKey: `question-answered/${questionId}` },
      ...{ cohortId, to: askedBy, by: answeredBy, title: '' },
      subject: { kind: 'question', sessionId, questionId },
    },
  ]),

  rule(chat, 'chat:said', (said) => {
    const { cohortId, channelId, inSession, messageId, threadId, threadAuthorId, authorId } = said;
    const told = { cohortId, by: authorId, title: '' };
    const subject = { kind: 'message', channelId, messageId, threadId, inSession } as const;
    // One message is told to one person once: to whom it mentions as that, also where it answers them.
    const effectKey = `message/${messageId}`;
    const news: News[] = [];
    if (said.mentions.length > 0)
      news.push({ ...told, type: 'mention', effectKey, to: said.mentions, subject });
    if (said.calls !== 'nobody') {
      const to = said.calls === 'everyone' ? 'everybody' : 'staff';
      news.push({ ...told, type: 'mention', effectKey, to, subject });
    }
    if (threadAuthorId !== null) {
      const collapseKey = `reply/${threadId}`;
      news.push({ ...told, type: 'reply', effectKey, collapseKey, to: [threadAuthorId], subject });
    }
    return news;
  }),

  rule(sessions, 'session:turned', ({ id, sessionId, cohortId, turn, title, startsAt, by }) => {
    const type = `session-${turn}` as const;
    // Whoever has not read that it begins tomorrow reads when it does now, or that it does not.
    const collapseKey = turn === 'started' ? `${type}/${sessionId}` : timesKey(sessionId);
    // A session begins once, and is called off once; it can be moved to the same time twice.
    const effectKey = `${type}/${sessionId}${turn === 'moved' ? `/${id}` : ''}`;
    const subject = { kind: 'session', sessionId, startsAt } as const;
    return [{ type, effectKey, collapseKey, cohortId, to: 'everybody', by, title, subject }];
  }),

  gatheredReaction(sessions, 'session:turned', ({ tx }, all) =>
    passBy(
      tx,
      all.filter(({ turn }) => turn === 'moved'),
    ),
  ),

  rule(cohorts, 'enrolment:opened', ({ enrolmentId, cohortId, userId, since, by, mailed }) => [
    {
      ...{ type: 'enrolled', effectKey: `enrolled/${enrolmentId}/${since}` },
      ...{ cohortId, to: [userId], by, title: '', mailed },
      subject: { kind: 'cohort' },
    },
  ]),

  rule(help, 'help:offered', ({ helpOfferId, cohortId, studentId, by }) => [
    {
      ...{
        type: 'help-offered',
        effectKey: `help-offered/${helpOfferId}`,
        collapseKey: helpGroup(helpOfferId),
      },
      ...{ cohortId, to: [studentId], by, title: '' },
      subject: { kind: 'help', helpOfferId },
    },
  ]),
  rule(help, 'help:answered', ({ helpOfferId, cohortId, studentId, offeredBy, times }) => {
    const collapseKey = `help-answered/${helpOfferId}`;
    return [
      {
        // Whoever has another answer later has it told anew.
        ...{ type: 'help-answered', effectKey: `${collapseKey}/${times}`, collapseKey },
        ...{ cohortId, to: [offeredBy], by: studentId, title: '' },
        subject: { kind: 'help-answer', helpOfferId, studentId },
      },
    ];
  }),
  // Whoever has answered knows of it, whether they came by the bell or not.
  gatheredReaction(help, 'help:answered', async (write, all) => {
    for (const { helpOfferId, studentId } of all) await settleFor(write, studentId, [helpGroup(helpOfferId)]);
  }),
  gatheredReaction(help, 'help:closed', (write, all) =>
    withdraw(
      write,
      all.map(({ helpOfferId }) => helpGroup(helpOfferId)),
    ),
  ),

  rule(announcements, 'announcements:sent', (sent) => {
    const { announcementId, sending, cohortId, to, by, title, urgent } = sent;
    const collapseKey = announcementGroup(announcementId);
    return [
      {
        ...{ type: 'announcement', effectKey: `${collapseKey}/${sending}`, collapseKey, urgent },
        ...{ cohortId, to, by, title },
        subject: { kind: 'announcement', announcementId },
      },
    ];
  }),
  gatheredReaction(announcements, 'announcements:looked', announcementSeen),
  gatheredReaction(announcements, 'announcements:retitled', announcementRetitled),
  gatheredReaction(announcements, 'announcements:withdrawn', announcementWithdrawn),
];
