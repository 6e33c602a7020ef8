import { createTransport } from 'nodemailer';
import type { Refused } from './bounces.ts';
import type { QueuedMail } from './store.ts';

/** Hands mails to a server; what it throws is judged by `failureOf`. */
export interface Carrier {
  carry(mail: QueuedMail): Promise<void>;
  close(): void;
}

export interface SmtpSettings {
  /** `smtps://user:password@host:465`, or `smtp://…` with STARTTLS where the server offers it. */
  url: string;
  /** `Name <address>` */
  from: string;
  /** Where servers send their reports; absent: to the sender's address. */
  returnTo?: string | undefined;
  /** After this silence the server is taken for away; 30 s unless said, and at most 10 s for its greeting. */
  silenceMs?: number;
}

const connectMs = 10_000;
const usualSilenceMs = 30_000;

/** A pool of connections to the server of `SMTP_URL`, opened when the first mail is due. */
export function smtpCarrier({ url, from, returnTo, silenceMs = usualSilenceMs }: SmtpSettings): Carrier {
  const server = new URL(url);
  const isTls = server.protocol === 'smtps:';
  const host = server.hostname.replace(/^\[|\]$/g, '');
  const user = decodeURIComponent(server.username);
  const transport = createTransport({
    pool: true,
    maxConnections: 2,
    host,
    port: server.port === '' ? (isTls ? 465 : 587) : Number(server.port),
    secure: isTls,
    // A password goes over no open line, except within this machine.
    requireTLS: !isTls && user !== '' && !isLoopbackName(host),
    ...(user !== '' && { auth: { user, pass: decodeURIComponent(server.password) } }),
    connectionTimeout: Math.min(connectMs, silenceMs),
    greetingTimeout: Math.min(connectMs, silenceMs),
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const { name, address } = senderOf(from);
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return {
    async carry(mail) {
      await transport.sendMail({
        from: { name, address },
        to: { name: mail.toName, address: mail.toAddress },
        // The envelope decides who gets it, whatever a name in the header looks like.
        envelope: { from: returnTo ?? address, to: [mail.toAddress] },
        messageId: `<${mail.messageKey}@${domain}>`,
        // A server that knows of it says so, when the mail comes to nothing later, and names it by this.
        dsn: { envid: mail.messageKey, ret: 'HDRS', notify: 'failure' },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        headers: {
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
          ...(mail.stopUrl !== null && {
            'List-Unsubscribe': `<${mail.stopUrl}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
        },
      });
    },
    close: () => transport.close(),
  };
}

/** `Stoa <stoa@learn.example>`, or the address alone. */
function senderOf(from: string): { name: string; address: string } {
  const named = /^(.*)<([^<>\s]+)>$/.exec(from.trim());
  return named
    ? { name: named[1]!.trim().replace(/^"(.*)"$/, '$1'), address: named[2]! }
    : { name: '', address: from.trim() };
}

function isLoopbackName(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

export interface SendFailure {
  /** `mail`: this one will never be taken. `server`: no other has better luck at the moment. `later`: try again. */
  kind: 'mail' | 'server' | 'later';
  /** A code without addresses, fit for the log. */
  code: string;
  words: string;
  /** What the server said of the recipient or the mail, where it refused either for good. */
  refused: Refused | null;
}

/** What a failed attempt means. */
export function failureOf(cause: unknown): SendFailure {
  const {
    code = 'unknown',
    responseCode,
    response = '',
    command = '',
  } = cause as {
    code?: string;
    responseCode?: number;
    response?: string;
    command?: string;
  };
  const words = (cause instanceof Error ? cause.message : String(cause)).slice(0, 500);
  const said = { code: responseCode === undefined ? code : `${code} ${responseCode}`, words };
  // What is said about greeting and credentials is about us; after that it is about the mail.
  const isOurs = code === 'EAUTH' || ['CONN', 'EHLO', 'HELO', 'STARTTLS'].includes(command);
  if (responseCode === undefined || isOurs) {
    const isMail = code === 'EENVELOPE' || code === 'EMESSAGE';
    return { ...said, kind: isMail && responseCode === undefined ? 'mail' : 'server', refused: null };
  }
  if (responseCode < 500) return { ...said, kind: 'later', refused: null };
  const atRecipient = command === 'RCPT TO';
  const isRefused = atRecipient || command === 'DATA';
  const refused = { code: responseCode, status: statusIn(response), atRecipient };
  return { ...said, kind: 'mail', refused: isRefused ? refused : null };
}

/** The enhanced status in the answer of a server, `550 5.1.1 No such user` or `550-5.1.1 …` over several lines. */
function statusIn(response: string): string | null {
  return /^\d{3}[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? null;
}
