import { RefusingProxy } from './refusingProxy.ts';
import { Wire } from './wire.ts';

/** What one browser has between itself and a server on this machine: a wire that can be cut, and a proxy behind it. */
export class Network {
  readonly wire: Wire;
  readonly proxy: RefusingProxy;

  private constructor(wire: Wire, proxy: RefusingProxy) {
    this.wire = wire;
    this.proxy = proxy;
  }

  static async to(port: number): Promise<Network> {
    const proxy = await RefusingProxy.before(port);
    return new Network(await Wire.to(proxy.port), proxy);
  }

  /** Where the browser finds the server. */
  get base(): string {
    return `http://127.0.0.1:${this.wire.port}`;
  }

  async close(): Promise<void> {
    await this.wire.close();
    await this.proxy.close();
  }
}
