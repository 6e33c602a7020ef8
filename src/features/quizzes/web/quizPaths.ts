/** Addresses of one quiz in the browser. */
export function quizPaths(cohortId: string, quizId: string) {
  const quiz = `/c/${cohortId}/quiz/${quizId}`;
  const teach = `/teach/${cohortId}/quizzes/${quizId}`;
  return {
    quiz,
    attempt: (attemptId: string) => `${quiz}/attempt/${attemptId}`,
    result: (attemptId: string) => `${quiz}/result/${attemptId}`,
    teach,
    marking: (attemptId: string) => `${teach}/attempts/${attemptId}`,
  };
}
