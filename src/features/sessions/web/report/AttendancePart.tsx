import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Figures } from '#platform/web/ui/Figures.tsx';
import { attendanceFigures, attendanceRows } from '../attendanceRows.ts';
import { AttendanceTable, type AttendanceTableProps } from '../AttendanceTable.tsx';
import { useReportWords } from './useReportWords.ts';

/** Who was in a session and for how long, with what that comes to. */
export function AttendancePart(props: Omit<AttendanceTableProps, 'isInReport'>) {
  const { attendance, nowMs } = props;
  const { t } = useReportWords();
  const formats = useFormats();
  const rows = attendanceRows(attendance, 'name', nowMs, formats.compare);
  const { came, of, guests, medianMinutes } = attendanceFigures(rows);
  const median = medianMinutes === null ? t('attendance.none') : t('held.minutes', { count: medianMinutes });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Figures
        label={t('attendance.label')}
        figures={[
          { name: t('attendance.came'), value: formats.number(came), formula: t('attendance.cameFormula') },
          { name: t('attendance.of'), value: formats.number(of), formula: t('attendance.ofFormula') },
          ...(guests > 0
            ? [
                {
                  name: t('attendance.guests'),
                  value: formats.number(guests),
                  formula: t('attendance.guestsFormula'),
                },
              ]
            : []),
          {
            name: t('attendance.median'),
            value: median,
            formula: t('attendance.medianFormula', { formula: attendance.formula }),
          },
        ]}
      />
      <p className="text-caption text-muted">{t('attendance.note')}</p>
      <AttendanceTable {...props} isInReport />
    </div>
  );
}
