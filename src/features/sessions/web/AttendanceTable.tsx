import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { minutesAhead } from '#platform/web/i18n/formats.ts';
import { Bar } from '#platform/web/ui/Bar.tsx';
import { Choice } from '#platform/web/ui/Choice.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import { Why } from '#platform/web/ui/Why.tsx';
import type { SessionAttendance } from '../contract.ts';
import {
  attendanceFigures,
  attendanceRows,
  type AttendanceOrder,
  type AttendanceRow,
} from './attendanceRows.ts';
import { useHostWords } from './useHostWords.ts';

export interface AttendanceTableProps {
  attendance: SessionAttendance;
  /** The server's time, in ms since 1970. */
  nowMs: number;
  order: AttendanceOrder;
  onOrder: (order: AttendanceOrder) => void;
  csvHref: string;
  /** What it comes to stands above it. */
  isInReport?: boolean;
}

/** Who was in, from when until when, and for how long, with how that is counted beside it. */
export function AttendanceTable(props: AttendanceTableProps) {
  const { attendance, nowMs, order, onOrder, csvHref, isInReport = false } = props;
  const { t } = useHostWords();
  const formats = useFormats();
  const { session, cohort, formula } = attendance;
  if (attendance.people.length === 0) {
    return <EmptyNote why={t('attendance.nobody')} example={t('attendance.nobodyExample')} />;
  }
  const rows = attendanceRows(attendance, order, nowMs, formats.compare);
  const { came, of, medianMinutes } = attendanceFigures(rows);
  const at = new Date(session.startsAt);
  const differs = minutesAhead(formats.zone, cohort.zone, at) !== 0;
  const zone = formats.zoneName(cohort.zone, at);
  const head = 'py-2 pe-4 text-start';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="grid gap-1">
        {!isInReport && (
          <p className="text-title">
            {t('attendance.summary', { count: came, of: formats.number(of) })}
            {medianMinutes !== null && <> {t('attendance.median', { count: medianMinutes })}</>}
          </p>
        )}
        <p className="text-muted">
          {differs
            ? t('attendance.timesYours', { zone, yours: formats.zoneName(formats.zone, at) })
            : t('attendance.times', { zone })}
        </p>
      </div>
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-2" data-print="no">
        <Choice
          label={t('attendance.order')}
          value={order}
          options={[
            { value: 'name', label: t('attendance.byName') },
            { value: 'minutes', label: t('attendance.byMinutes') },
          ]}
          onChange={onOrder}
        />
        <a href={csvHref} download className="controls inline-flex items-center text-accent underline">
          {t('attendance.csv')}
        </a>
      </div>
      <table className="w-full border-t border-hairline max-bar:block" aria-label={t('attendance.table')}>
        <thead className="text-label text-muted max-bar:sr-only">
          <tr className="border-b border-hairline">
            <th scope="col" className={head}>
              {t('attendance.person')}
            </th>
            <th scope="col" className={`${head} w-56`}>
              {t('attendance.minutes')}
            </th>
            <th scope="col" className={head}>
              {t('attendance.firstIn')}
            </th>
            <th scope="col" className={head}>
              {t('attendance.lastSeen')}
            </th>
          </tr>
        </thead>
        <tbody className="max-bar:block">
          {rows.map((row) => (
            <Line
              key={row.person.id}
              row={row}
              minutes={session.minutes}
              zone={cohort.zone}
              differs={differs}
            />
          ))}
        </tbody>
      </table>
      <Why summary={t('attendance.why')}>
        <p>{formula}</p>
      </Why>
    </div>
  );
}

interface LineProps {
  row: AttendanceRow;
  /** Of the session, as it was planned. */
  minutes: number;
  zone: string;
  differs: boolean;
}

function Line({ row, minutes, zone, differs }: LineProps) {
  const { t } = useHostWords();
  const formats = useFormats();
  const { person, minutesNow, firstIn, inSince, lastSeen, guest } = row;
  const began = firstIn ?? inSince;
  const cell = 'py-2 pe-4 align-top max-bar:p-0';
  return (
    <tr className="border-b border-hairline max-bar:grid max-bar:grid-cols-[minmax(0,1fr)_auto] max-bar:gap-x-4 max-bar:gap-y-1 max-bar:py-2">
      <th scope="row" className={`${cell} text-start font-strong`}>
        <bdi>{person.name}</bdi>
        {guest && <span className="ms-2 text-caption text-muted">{t('attendance.guest')}</span>}
      </th>
      {began === null ? (
        <td colSpan={3} className={`${cell} text-muted`}>
          {t('attendance.never')}
        </td>
      ) : (
        <>
          <td className={`${cell} max-bar:text-end`}>
            <span className="grid grid-cols-[3rem_minmax(0,1fr)] items-center gap-2 max-bar:block">
              <span>
                <span className="max-bar:hidden">{formats.number(minutesNow)}</span>
                <span className="bar:hidden">{t('attendance.minutesWords', { count: minutesNow })}</span>
              </span>
              <span className="max-bar:hidden">
                <Bar percent={(minutesNow / Math.max(1, minutes)) * 100} />
              </span>
            </span>
          </td>
          <td className={cell}>
            <span className="text-caption text-muted bar:hidden">{t('attendance.firstIn')} </span>
            <Moment at={began} zone={zone} differs={differs} />
          </td>
          <td className={`${cell} max-bar:text-end`}>
            {inSince !== null ? (
              <span className="text-good">{t('attendance.inNow')}</span>
            ) : (
              lastSeen !== null && (
                <>
                  <span className="text-caption text-muted bar:hidden">{t('attendance.lastSeen')} </span>
                  <Moment at={lastSeen} zone={zone} differs={differs} />
                </>
              )
            )}
          </td>
        </>
      )}
    </tr>
  );
}

function Moment({ at, zone, differs }: { at: string; zone: string; differs: boolean }) {
  const { t } = useHostWords();
  const formats = useFormats();
  return (
    <time dateTime={at}>
      {formats.clock(at, zone)}
      {differs && (
        <span className="block text-caption text-muted">
          {t('attendance.here', { when: formats.clock(at) })}
        </span>
      )}
    </time>
  );
}
