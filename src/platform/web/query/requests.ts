import type { Clock } from '#kernel/clock.ts';
import type { Contract, Snapshot, ViewData, ViewInput, ViewName } from '#kernel/contract.ts';
import type { Api } from '../api/client.ts';
import { patienceOnDoubtfulPath } from '../api/doubtfulPath.ts';
import { unreachable } from '../api/problem.ts';

/** How long after a cut a request may be given to a connection that died in it, in ms: browsers keep them for the next. */
const doubtfulPathMs = 30_000;

/** What a page has asked for and not got. A path that swallows requests is doubted, not waited for. */
export class Requests {
  readonly #api: Api;
  readonly #clock: Clock;
  /** Calls off each request that is on its way. */
  readonly #onTheirWay = new Set<() => void>();
  #doubtfulUntilMs = 0;

  constructor(api: Api, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /**
   * @param failures how often the same was asked for in vain
   * @throws ApiProblem; what was called off was `unreachable`
   */
  async view<C extends Contract, N extends ViewName<C>>(
    contract: C,
    name: N,
    input: ViewInput<C, N>,
    { signal, failures }: { signal: AbortSignal; failures: number },
  ): Promise<Snapshot<ViewData<C, N>>> {
    const request = new AbortController();
    const leave = (): void => request.abort(signal.reason);
    const giveUp = (): void => request.abort(unreachable());
    signal.addEventListener('abort', leave);
    this.#onTheirWay.add(giveUp);
    const isDoubtful = this.#clock.nowMs() < this.#doubtfulUntilMs;
    try {
      return await this.#api.view(contract, name, input, {
        signal: request.signal,
        ...(isDoubtful && patienceOnDoubtfulPath(failures)),
      });
    } finally {
      signal.removeEventListener('abort', leave);
      this.#onTheirWay.delete(giveUp);
    }
  }

  /** After a cut: what is on its way may never arrive. */
  callOff(): void {
    this.#doubtfulUntilMs = this.#clock.nowMs() + doubtfulPathMs;
    for (const giveUp of [...this.#onTheirWay]) giveUp();
  }
}
