import { useId, type ReactNode } from 'react';
import { useTick } from '#features/sessions/web/useTick.ts';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { DownIcon } from '#platform/web/ui/icons.tsx';
import { pulses, type MomentDesk, type PulseCounts, type PulsePoint } from '../../contract.ts';
import { outlineOf, stepsOf } from './pulseSteps.ts';
import { useMomentDeskWords } from './useMomentDeskWords.ts';

interface PulsePanelProps {
  desk: Pick<MomentDesk, 'pulse' | 'line'>;
  /** Of the clock that the minutes are shown by. */
  zone: string;
  csvHref: string;
  /** The server's time, in ms since 1970; null: the session is over, and the line ends with what was said last. */
  nowMs: (() => number) | null;
  /** Beside the heading. */
  children?: ReactNode;
}

const never = (): number => 0;

const everyWord = [
  ...pulses.pace.map((word) => ({ what: 'pace', word }) as const),
  ...pulses.clarity.map((word) => ({ what: 'clarity', word }) as const),
];

/** How many say so. */
const figureOf = (counts: PulseCounts, { what, word }: (typeof everyWord)[number]): number =>
  what === 'pace' ? counts.pace[word] : counts.clarity[word];

/** How the class follows: for each word how many say it now, and how that came over the session. */
export function PulsePanel({ desk: { pulse, line }, zone, csvHref, nowMs, children }: PulsePanelProps) {
  const { t } = useMomentDeskWords();
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="grid grid-cols-[minmax(0,1fr)] content-start gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id={heading} className="text-section">
          {t('pulse.title')}
        </h2>
        {children}
      </div>
      {line.length === 0 ? (
        <div className="text-muted">
          <p>{t('pulse.none')}</p>
          <p className="text-caption">{t('pulse.noneExample')}</p>
        </div>
      ) : (
        <PulseLines {...{ pulse, line, zone, csvHref, nowMs }} />
      )}
    </section>
  );
}

type PulseLinesProps = Omit<PulsePanelProps, 'desk' | 'children'> & PulsePanelProps['desk'];

/** Each word with its figure and its line, and the same minute by minute. */
export function PulseLines({ pulse, line, zone, csvHref, nowMs }: PulseLinesProps) {
  const { t } = useMomentDeskWords();
  const heading = useId();
  const untilMs = useTick(nowMs ?? never);
  const most = Math.max(0, ...line.flatMap((point) => everyWord.map((one) => figureOf(point, one))));
  return (
    <>
      {(['pace', 'clarity'] as const).map((what) => (
        <div key={what}>
          <h3 id={`${heading}-${what}`} className="text-label">
            {t(`pulse.${what}`)}
          </h3>
          <ul aria-labelledby={`${heading}-${what}`} className="grid grid-cols-[minmax(0,1fr)] gap-1">
            {everyWord
              .filter((one) => one.what === what)
              .map((one) => (
                <WordRow key={one.word} one={one} count={figureOf(pulse, one)} {...{ line, most, untilMs }} />
              ))}
          </ul>
        </div>
      ))}
      <details className="group">
        <summary className="controls inline-flex items-center gap-1 text-label text-muted hover:text-ink">
          {t('pulse.table')}
          <DownIcon className="size-4 group-open:rotate-180" />
        </summary>
        <Minutes line={line} zone={zone} />
        <a href={csvHref} download className="controls inline-flex items-center text-label text-accent">
          {t('pulse.csv')}
        </a>
      </details>
    </>
  );
}

interface WordRowProps {
  one: (typeof everyWord)[number];
  count: number;
  line: readonly PulsePoint[];
  most: number;
  untilMs: number;
}

const width = 160;
const height = 20;

function WordRow({ one, count, line, most, untilMs }: WordRowProps) {
  const { t } = useMomentDeskWords();
  const formats = useFormats();
  const outline = outlineOf(
    stepsOf(line, (point) => figureOf(point, one), { most, untilMs }),
    width,
    height,
  );
  return (
    <li className="grid grid-cols-[7rem_2.5rem_minmax(0,1fr)] items-center gap-x-3">
      <span>{t(`pulse.${one.word}`)}</span>
      <bdi className="text-end font-strong">{formats.number(count)}</bdi>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        className="h-5 w-full rounded-bar bg-quiet rtl:-scale-x-100"
      >
        <path d={outline} className="fill-accent" />
      </svg>
    </li>
  );
}

/** The same as a table, for whoever reads figures rather than lines. */
function Minutes({ line, zone }: { line: readonly PulsePoint[]; zone: string }) {
  const { t } = useMomentDeskWords();
  const formats = useFormats();
  return (
    <div tabIndex={0} role="region" aria-label={t('pulse.table')} className="max-h-80 overflow-auto">
      <table className="w-full text-caption">
        <thead>
          <tr>
            <th scope="col" className="px-1 py-1 text-start">
              {t('pulse.minute')}
            </th>
            {everyWord.map(({ word }) => (
              <th key={word} scope="col" className="px-1 py-1 text-end">
                {t(`pulse.${word}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {line.map((point) => (
            <tr key={point.minute} className="border-t border-hairline">
              <th scope="row" className="px-1 py-1 text-start font-regular">
                {formats.clock(point.minute, zone)}
              </th>
              {everyWord.map((one) => (
                <td key={one.word} className="px-1 py-1 text-end">
                  {formats.number(figureOf(point, one))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
