import type { EventData, EventName } from '#kernel/contract.ts';
import { liveRoom } from '#platform/web/query/liveRoom.ts';
import { moment, type DeskBanner, type MomentDesk, type RaisedHand, type SessionNow } from '../contract.ts';

type Heard<Name extends EventName<typeof moment>> = EventData<typeof moment, Name>;

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** With these parts in place of its own; itself where nothing is different. */
function withParts<Data extends object>(data: Data, parts: Partial<Data>): Data {
  const keys = Object.keys(parts) as (keyof Data)[];
  return keys.every((key) => isSame(data[key], parts[key])) ? data : { ...data, ...parts };
}

type Of = { sessionId: string };

/** An event of another session than the one that is looked at says nothing. */
const about =
  <Data extends Of, Event extends Of>(next: (data: Data, event: Event) => Data) =>
  (data: Data, event: Event): Data =>
    event.sessionId === data.sessionId ? next(data, event) : data;

const withOwn = (data: SessionNow, own: Partial<SessionNow['own']>): SessionNow =>
  withParts(data, { own: withParts(data.own, own) });

/** The earliest first; of two at the same moment the one with the lesser id. */
const placeOf = ({ raisedAt, id }: RaisedHand): string => `${raisedAt} ${id}`;

export const handChanged = about((data: MomentDesk, hand: RaisedHand): MomentDesk => {
  const others = data.hands.filter(({ id }) => id !== hand.id);
  const after = others.findIndex((other) => placeOf(other) > placeOf(hand));
  return withParts(data, { hands: others.toSpliced(after === -1 ? others.length : after, 0, hand) });
});

export const handsLowered = about((data: MomentDesk, { handIds }: Heard<'hand:lowered'>): MomentDesk => {
  const hands = data.hands.filter(({ id }) => !handIds.includes(id));
  return hands.length === data.hands.length ? data : { ...data, hands };
});

export const pulseCounted = about(
  (data: MomentDesk, { pulse, since, line }: Heard<'pulse:counted'>): MomentDesk =>
    withParts(data, { pulse, line: [...data.line.filter(({ minute }) => minute < since), ...line] }),
);

export const bannerChanged = about((data: MomentDesk, banner: DeskBanner): MomentDesk => {
  const others = data.banners.filter(({ id }) => id !== banner.id);
  const after = others.findIndex(({ id }) => id > banner.id);
  return withParts(data, { banners: others.toSpliced(after === -1 ? others.length : after, 0, banner) });
});

export const bannerAcknowledged = about(
  (data: MomentDesk, { bannerId, acknowledged }: Heard<'banner:acknowledged'>): MomentDesk =>
    withParts(data, {
      banners: data.banners.map((one) => (one.id === bannerId ? { ...one, acknowledged } : one)),
    }),
);

/** Receipts are given for what is up alone, so the newest is the last one. */
export const bannerRead = about((data: SessionNow, { bannerId }: Heard<'banner:mine'>): SessionNow => {
  const { acknowledgedId } = data.own;
  return acknowledgedId !== null && acknowledgedId >= bannerId
    ? data
    : withOwn(data, { acknowledgedId: bannerId });
});

export const momentLive = liveRoom(moment, {
  'moment:now': {
    'timer:changed': about((data: SessionNow, { timer }: Heard<'timer:changed'>) =>
      withParts(data, { timer }),
    ),
    'banner:changed': about((data: SessionNow, { banner }: Heard<'banner:changed'>) =>
      withParts(data, { banner }),
    ),
    'hand:queue': about((data: SessionNow, { calledId, nextIds, waiting }: Heard<'hand:queue'>) =>
      withParts(data, { queue: { calledId, nextIds, waiting } }),
    ),
    'hand:mine': about((data: SessionNow, { hand }: Heard<'hand:mine'>) => withOwn(data, { hand })),
    'pulse:mine': about((data: SessionNow, { pace, clarity }: Heard<'pulse:mine'>) =>
      withOwn(data, { pulse: { pace, clarity } }),
    ),
    'banner:mine': bannerRead,
  },
  'moment:desk': {
    'timer:changed': about((data: MomentDesk, { timer }: Heard<'timer:changed'>) =>
      withParts(data, { timer }),
    ),
    'hand:changed': handChanged,
    'hand:lowered': handsLowered,
    'pulse:counted': pulseCounted,
    'banner:desk-changed': bannerChanged,
    'banner:acknowledged': bannerAcknowledged,
  },
});
