import * as courses from '#features/cohorts/server/courses.ts';
import * as organisations from '#features/cohorts/server/organisations.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { parseOr } from '#kernel/refusal.ts';
import type { Order } from '../order.ts';
import { Fault } from '../terminal.ts';
import { organisationNamed } from './people.ts';

export async function addCohort(order: Order): Promise<void> {
  const [title] = order.words;
  if (title === undefined)
    throw new Fault('Say the title: npm run stoa -- cohort "<title>" --course <key> …');
  const key = order.required('course');
  const capacity = order.option('capacity');
  const ground = await order.ground();
  const { id: organisationId } = await organisationNamed(ground, order.option('organisation'));
  const course = await courses.find(ground.db.query, organisationId, key);
  if (!course)
    throw new Fault(`There is no course ${key} here. Import it first: npm run stoa -- import <folder>`);
  const wanted = parseOr(cohorts.commands['cohorts:create'].input, {
    organisationId,
    courseId: course.id,
    title,
    zone: order.option('zone') ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    startsOn: order.required('from'),
    endsOn: order.required('to'),
    capacity: capacity === undefined ? null : Number(capacity),
  });
  const opened = await ground.log.write((write) => organisations.openCohort(write, wanted));
  const places = wanted.capacity === null ? '' : `, ${wanted.capacity} places`;
  console.log(
    `${opened.title} is open: ${opened.startsOn} to ${opened.endsOn}, ${opened.zone}${places}.\nIts id: ${opened.id}`,
  );
}
