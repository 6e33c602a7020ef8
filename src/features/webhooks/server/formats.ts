import type { WebhookFormat } from '../contract.ts';
import { sentenceOf, type Sentence } from './sentences.ts';

/** Puts what people wrote into the sentence, each as the receiver must have it so that it stays text. */
function put({ words, named }: Sentence, asText: (written: string) => string): string {
  return words.replaceAll(/\{(\d)\}/g, (_all, place: string) => asText(named[Number(place)]!));
}

const oneLine = (written: string): string => written.replaceAll(/\s+/g, ' ');

/** Slack has three characters with a meaning; with them gone nobody is called and nothing is a link. */
const forSlack = (written: string): string =>
  oneLine(written).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Markdown's signs stand for themselves; a zero-width space keeps addresses from becoming links and calls. */
const forMarkdown = (written: string): string =>
  oneLine(written)
    .replaceAll(/[\\`*_{}[\]()#+!|~<>-]/g, String.raw`\$&`)
    .replaceAll(/@|:\/\//g, '$&\u200b');

const bodies: Record<WebhookFormat, (type: string, payload: string) => string> = {
  plain: (_type, payload) => payload,
  slack: (type, payload) => JSON.stringify({ text: put(said(type, payload), forSlack) }),
  discord: (type, payload) =>
    JSON.stringify({ content: put(said(type, payload), forMarkdown), allowed_mentions: { parse: [] } }),
  teams: (type, payload) =>
    JSON.stringify({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
            type: 'AdaptiveCard',
            version: '1.4',
            body: [{ type: 'TextBlock', text: put(said(type, payload), forMarkdown), wrap: true }],
          },
        },
      ],
    }),
};

const said = (type: string, payload: string): Sentence =>
  sentenceOf(type, (JSON.parse(payload) as { data: unknown }).data);

/** The text that is posted: the same for every attempt at a message. */
export function bodyOf(format: WebhookFormat, { type, payload }: { type: string; payload: string }): string {
  return bodies[format](type, payload);
}
