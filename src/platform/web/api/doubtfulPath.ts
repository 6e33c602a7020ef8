/** Silence after which a request on a doubtful path is given up, in ms: longer than that only a slow line takes. */
const impatientMs = 3_000;
const impatientTries = 3;

/**
 * How patient a request is whose path has just swallowed something. Browsers keep connections that died in silence, up
 * to six of them, and give each new request to one of them; it is lost with that connection, and the next may fare better.
 * @param inVain how often the same was asked without an answer
 */
export function patienceOnDoubtfulPath(inVain: number): { timeoutMs?: number } {
  return inVain < impatientTries ? { timeoutMs: impatientMs } : {};
}
