import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** What goes wrong, with a connection or with one mail; every one of them ends or is left to the other side. */
export const troubles = [
  'refuses to greet',
  'says nothing',
  'puts off',
  'falls silent over a mail',
  'takes a mail and drops the line',
  'takes a mail and falls silent',
  'takes a mail, says so, and drops the line',
] as const;
export type Trouble = (typeof troubles)[number];

const atGreeting: readonly Trouble[] = ['refuses to greet', 'says nothing'];
const atMail: readonly Trouble[] = troubles.filter((trouble) => !atGreeting.includes(trouble));

/** A mail that the server has taken, and answers for. */
export interface TakenMail {
  to: string;
  messageId: string;
  /** As it came over the wire. */
  source: string;
}

/** A mail server on loopback that speaks the protocol, and has its troubles; what it took it keeps. */
export class TroubledMail {
  readonly taken: TakenMail[] = [];
  /** How often each trouble was had. */
  readonly had = new Map<Trouble, number>();
  /** Addresses that it never takes a mail for. */
  readonly unknown = new Set<string>();
  /** How many of a hundred connections, and of a hundred mails, have trouble. */
  troublePercent: number;
  /** The next mail is taken, and the line is dropped. */
  dropsNext = false;
  /** Whoever calls is hung up on at once. */
  isAway = false;
  readonly #random: () => number;
  readonly #server: Server;
  readonly #lines = new Set<Socket>();

  private constructor(random: () => number, troublePercent: number) {
    this.#random = random;
    this.troublePercent = troublePercent;
    this.#server = createServer((socket) => this.#greet(socket));
  }

  static async open(random: () => number, troublePercent: number): Promise<TroubledMail> {
    const mail = new TroubledMail(random, troublePercent);
    mail.#server.listen(0, '127.0.0.1');
    await once(mail.#server, 'listening');
    return mail;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#lines) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #draw(among: readonly Trouble[]): Trouble | undefined {
    if (this.#random() * 100 >= this.troublePercent) return undefined;
    const trouble = among[Math.floor(this.#random() * among.length)]!;
    this.had.set(trouble, (this.had.get(trouble) ?? 0) + 1);
    return trouble;
  }

  #greet(socket: Socket): void {
    this.#lines.add(socket);
    socket.on('close', () => this.#lines.delete(socket));
    // A process that is killed leaves its lines without a word.
    socket.on('error', () => {});
    if (this.isAway) return void socket.destroy();
    const trouble = this.#draw(atGreeting);
    if (trouble === 'says nothing') return;
    if (trouble === 'refuses to greet') return void socket.end('421 Not now\r\n');
    new Line(socket, this, () => this.#draw(atMail));
  }
}

/** One connection that was greeted. */
class Line {
  readonly #socket: Socket;
  readonly #mail: TroubledMail;
  readonly #draw: () => Trouble | undefined;
  #rest = '';
  #to = '';
  #trouble: Trouble | undefined;
  #isInMail = false;

  constructor(socket: Socket, mail: TroubledMail, draw: () => Trouble | undefined) {
    this.#socket = socket;
    this.#mail = mail;
    this.#draw = draw;
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.#hear(text));
    this.#say('220 troubled ESMTP');
  }

  #say(words: string): void {
    if (!this.#socket.destroyed) this.#socket.write(`${words}\r\n`);
  }

  #hear(text: string): void {
    this.#rest += text;
    for (;;) {
      const end = this.#isInMail ? '\r\n.\r\n' : '\r\n';
      const at = this.#rest.indexOf(end);
      if (at < 0 || this.#socket.destroyed) return;
      const whole = this.#rest.slice(0, at);
      this.#rest = this.#rest.slice(at + end.length);
      if (this.#isInMail) this.#take(whole);
      else this.#answer(whole);
    }
  }

  #answer(line: string): void {
    const [command = ''] = line.toUpperCase().split(/[ :]/);
    switch (command) {
      case 'MAIL':
        this.#trouble = this.#draw();
        return this.#say('250 ok');
      case 'RCPT':
        this.#to = /<([^>]*)>/.exec(line)?.[1] ?? '';
        if (this.#mail.unknown.has(this.#to)) return this.#say('550 No such mailbox');
        return this.#say(this.#trouble === 'puts off' ? '451 Try again later' : '250 ok');
      case 'DATA':
        this.#isInMail = true;
        return this.#say('354 go on');
      case 'QUIT':
        return void this.#socket.end('221 bye\r\n');
      default:
        return this.#say('250 ok');
    }
  }

  #take(source: string): void {
    this.#isInMail = false;
    if (this.#trouble === 'falls silent over a mail') return;
    const messageId = /^message-id:\s*(<[^>]*>)/im.exec(source)?.[1] ?? '';
    this.#mail.taken.push({ to: this.#to, messageId, source: source.replaceAll(/^\.\./gm, '.') });
    if (this.#trouble === 'takes a mail and falls silent') return;
    if (this.#trouble === 'takes a mail and drops the line' || this.#mail.dropsNext) {
      this.#mail.dropsNext = false;
      return void this.#socket.destroy();
    }
    this.#say('250 taken');
    if (this.#trouble === 'takes a mail, says so, and drops the line') this.#socket.end();
  }
}
