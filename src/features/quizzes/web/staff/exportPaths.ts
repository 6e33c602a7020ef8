import { basePath } from '#platform/web/api/basePath.ts';

/** Files that staff take along; the server makes them. */
export function exportPaths(cohortId: string, quizId: string) {
  const quiz = `${basePath}/api/cohorts/${cohortId}/quizzes/${quizId}`;
  return {
    results: `${quiz}/results.csv`,
    qti: (version: '2.1' | '3.0') => `${quiz}/qti.xml?version=${version}`,
  };
}

export function gradebookCsv(cohortId: string): string {
  return `${basePath}/api/cohorts/${cohortId}/grades.csv`;
}
