import { ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

/** A session as a calendar shows it. */
export interface Entry {
  id: string;
  title: string;
  summary: string;
  startsAt: Date;
  minutes: number;
  meetingUrl: string | null;
  /** null unless it was called off. */
  cancelReason: string | null;
  /** Raised with each change; a calendar takes the entry with the highest. */
  sequence: number;
  changedAt: Date;
}

/**
 * Sessions as iCalendar (RFC 5545). Moments are in UTC, so that no calendar needs to know our zones. What is called
 * off stays, as such: a calendar that has it takes it out. The same entries are the same bytes.
 *
 * @param origin where browsers reach this Stoa
 */
export function calendarOf(entries: readonly Entry[], origin: string): string {
  const calendar = new ICalCalendar({
    name: 'Stoa',
    prodId: { company: 'Stoa', product: 'Sessions', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const entry of entries) {
    const { id, title, summary, startsAt, minutes, meetingUrl, cancelReason, sequence, changedAt } = entry;
    const words = [cancelReason ?? '', summary, meetingUrl ?? ''].filter((part) => part !== '');
    calendar.createEvent({
      id: `${id}@stoa`,
      sequence,
      stamp: changedAt,
      start: startsAt,
      end: new Date(startsAt.getTime() + minutes * 60_000),
      summary: plain(title),
      ...(words.length > 0 && { description: plain(words.join('\n\n')) }),
      ...(meetingUrl !== null && { location: meetingUrl }),
      url: `${origin}/live/${id}`,
      status: cancelReason === null ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    });
  }
  return `${calendar.toString()}\r\n`;
}

/** Without what RFC 5545 lets no text hold: control characters, but for line breaks and tabs. */
function plain(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\r\t]/gu, '');
}
