import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
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
  /** After this silence the server is taken for away; 30 s unless said, and at most 10 s for its greeting. */
  silenceMs?: number;
}

const connectMs = 10_000;
const usualSilenceMs = 30_000;

/** A pool of connections to the server of `SMTP_URL`, opened when the first mail is due. */
export function smtpCarrier({ url, from, silenceMs = usualSilenceMs }: SmtpSettings): Carrier {
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
        envelope: { from: address, to: [mail.toAddress] },
        messageId: `<${messageKey(mail.effectKey)}@${domain}>`,
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

/** The same for the same effect: a mail that was sent twice, after a crash, is known as one. */
function messageKey(effectKey: string): string {
  return createHash('sha256').update(effectKey).digest('hex').slice(0, 32);
}

export interface SendFailure {
  /** `mail`: this one will never be taken. `server`: no other has better luck at the moment. `later`: try again. */
  kind: 'mail' | 'server' | 'later';
  /** A code without addresses, fit for the log. */
  code: string;
  words: string;
}

/** What a failed attempt means. */
export function failureOf(cause: unknown): SendFailure {
  const {
    code = 'unknown',
    responseCode,
    command = '',
  } = cause as {
    code?: string;
    responseCode?: number;
    command?: string;
  };
  const words = (cause instanceof Error ? cause.message : String(cause)).slice(0, 500);
  const named = responseCode === undefined ? code : `${code} ${responseCode}`;
  // What is said about greeting and credentials is about us; after that it is about the mail.
  const isOurs = code === 'EAUTH' || ['CONN', 'EHLO', 'HELO', 'STARTTLS'].includes(command);
  if (responseCode === undefined || isOurs) {
    const isMail = code === 'EENVELOPE' || code === 'EMESSAGE';
    return { kind: isMail && responseCode === undefined ? 'mail' : 'server', code: named, words };
  }
  return { kind: responseCode >= 500 ? 'mail' : 'later', code: named, words };
}
