import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { sessions } from '#features/sessions/contract.ts';
import { feature, type AnyFeature } from '#platform/server/feature.ts';
import { qna } from '../contract.ts';
import { ask, edit, withdraw } from './asking.ts';
import { questionsCsv, questionsJson } from './exports.ts';
import { merge } from './merging.ts';
import { qnaMigrations } from './migrations.ts';
import * as moderating from './moderating.ts';
import { ofMessages, type SaidWith } from './ofMessages.ts';
import { qnaPersonal } from './personal.ts';
import { report } from './report.ts';
import { placeOf } from './store.ts';
import * as views from './views.ts';
import { takeBack, upvote } from './votes.ts';

/** Questions in a live session: asked, voted for, moderated, answered, and kept beyond it. */
export function qnaFeature({ saidWith }: { saidWith: SaidWith }): AnyFeature {
  const { cohort, cohortStaff } = cohorts.topics;
  const { session, sessionStaff } = sessions.topics;
  const { person } = identity.topics;
  const messages = ofMessages(saidWith);

  return feature<typeof qna>({
    contract: qna,
    migrations: qnaMigrations,
    personal: qnaPersonal,
    commands: {
      'qa:ask': ask,
      'qa:ask-message': messages.ask,
      'qa:unask-message': messages.unask,
      'qa:edit': edit,
      'qa:withdraw': withdraw,
      'qa:upvote': upvote,
      'qa:take-back': takeBack,
      'qa:publish': moderating.publish,
      'qa:dismiss': moderating.dismiss,
      'qa:answer': moderating.answer,
      'qa:answer-now': moderating.answerNow,
      'qa:pin': moderating.pin,
      'qa:restore': moderating.restore,
      'qa:merge': merge,
      'qa:mute-person': moderating.mutePerson,
      'qa:label': moderating.label,
      'qa:attach': moderating.attach,
      'qa:attach-answered': moderating.attachAnswered,
    },
    views: {
      'qa:list': views.list,
      'qa:desk': views.desk,
      'qa:similar': views.similar,
      'qa:owed': views.owed,
      'qa:of-lesson': views.ofLesson,
      'qa:report': report,
      'qa:export-csv': questionsCsv,
      'qa:export-json': questionsJson,
    },
    follow: {
      'qa:list': ({ userId }, { sessionId }) => [session.of({ sessionId }), person.of({ userId })],
      'qa:desk': (_actor, { sessionId }) => [sessionStaff.of({ sessionId })],
      'qa:similar': (_actor, { sessionId }) => [session.of({ sessionId })],
      'qa:owed': (_actor, { cohortId }) => [cohortStaff.of({ cohortId }), cohort.of({ cohortId })],
      'qa:of-lesson': (_actor, { cohortId }) => [cohort.of({ cohortId })],
      'qa:report': (_actor, { sessionId }) => [sessionStaff.of({ sessionId })],
      'qa:export-csv': () => [],
      'qa:export-json': () => [],
    },
    leads: { questionId: placeOf },
  });
}
