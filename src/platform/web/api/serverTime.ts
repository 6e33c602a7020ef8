/** The two clocks of a device, in ms: the one on its wall can be set, the other only runs. */
export interface DeviceClocks {
  wallMs(): number;
  runningMs(): number;
}

export const deviceClocks: DeviceClocks = { wallMs: () => Date.now(), runningMs: () => performance.now() };

/** What a device remembers of the server's time, across a reload too. */
export interface HeardTime {
  serverMs: number;
  /** What the device's wall clock showed when this was heard. */
  wallMs: number;
}

/** Apart by more than this, the device slept or its clock was set: the server is to be asked again. */
const doubtfulMs = 2_000;
/** So much behind what is known already, a time is an old one out of a cache; less is the way of the answer. */
const staleMs = 1_500;

/**
 * The server's time, as far as this device can know it: what the server said, and what has passed since. Of
 * the device's clocks the one that went further counts (one of them stands still while some devices sleep),
 * so that nobody is ever shown more time than there is.
 */
export class ServerTime {
  readonly #clocks: DeviceClocks;
  #heard: (HeardTime & { runningMs: number }) | undefined;

  constructor(clocks: DeviceClocks = deviceClocks) {
    this.#clocks = clocks;
  }

  /** The server said its time just now. What was heard before and comes again out of a cache changes nothing. */
  hear(now: string): void {
    const serverMs = Date.parse(now);
    if (this.#heard && serverMs <= this.#heard.serverMs) return;
    if (!this.isDoubtful && serverMs < this.nowMs() - staleMs) return;
    const { wallMs, runningMs } = this.#clocks;
    this.#heard = { serverMs, wallMs: wallMs(), runningMs: runningMs() };
  }

  /** Takes up what was heard before a reload, unless something newer was heard since. */
  recall({ serverMs, wallMs }: HeardTime): void {
    if (this.#heard && serverMs <= this.#heard.serverMs) return;
    const sinceMs = Math.max(0, this.#clocks.wallMs() - wallMs);
    this.#heard = { serverMs, wallMs, runningMs: this.#clocks.runningMs() - sinceMs };
  }

  /** The server is at least this far: an answer of it carried this moment. */
  atLeast(moment: string): void {
    if (Date.parse(moment) > this.nowMs()) this.hear(moment);
  }

  nowMs(): number {
    const heard = this.#heard;
    return heard ? heard.serverMs + Math.max(...this.#passed(heard)) : this.#clocks.wallMs();
  }

  get heard(): HeardTime | undefined {
    return this.#heard && { serverMs: this.#heard.serverMs, wallMs: this.#heard.wallMs };
  }

  /** The device's clocks disagree about how much time has passed. */
  get isDoubtful(): boolean {
    if (!this.#heard) return true;
    const [onWall, running] = this.#passed(this.#heard);
    return Math.abs(onWall - running) > doubtfulMs;
  }

  #passed({ wallMs, runningMs }: HeardTime & { runningMs: number }): [number, number] {
    return [this.#clocks.wallMs() - wallMs, this.#clocks.runningMs() - runningMs];
  }
}

/** The page's own. */
export const serverTime: ServerTime = new ServerTime();
export const serverNowMs = (): number => serverTime.nowMs();
