import type { CourseReading, Finding, ParsedCourse, Skipped } from './course.ts';
import { sizeWords } from './readBytes.ts';

const maxSkippedShown = 60;
const maxNotesShown = 100;

/** What an import would bring and what stands against it, as plain text for a terminal. */
export function renderReport(reading: CourseReading): string {
  const { course, faults, notes, skipped } = reading;
  return [
    ...(course ? outline(course) : []),
    ...(faults.length > 0
      ? [
          `${counted(faults.length, 'fault')}; nothing is imported until ${faults.length === 1 ? 'it is' : 'they are'} mended:`,
          ...faults.map(place),
          '',
        ]
      : []),
    ...(notes.length > 0
      ? [
          `${counted(notes.length, 'note')}:`,
          ...notes.slice(0, maxNotesShown).map(place),
          ...more(notes.length - maxNotesShown),
          '',
        ]
      : []),
    ...(skipped.length > 0
      ? [
          `Not imported (${skipped.length}):`,
          ...skipped.slice(0, maxSkippedShown).map(skip),
          ...more(skipped.length - maxSkippedShown),
          '',
        ]
      : []),
    ...(course && faults.length === 0 ? ['No faults.', ''] : []),
  ].join('\n');
}

function outline(course: ParsedCourse): string[] {
  const lessons = course.modules.flatMap((module) => module.lessons);
  const minutes = lessons.reduce((sum, lesson) => sum + lesson.minutes, 0);
  const bytes = course.files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const lines = [
    `${visible(course.title)}  (${visible(course.key)}, ${visible(course.language)})`,
    `${counted(course.modules.length, 'module')}, ${counted(lessons.length, 'lesson')}, ${counted(minutes, 'minute')}, ` +
      `${counted(course.files.length, 'file')}${bytes > 0 ? ` (${sizeWords(bytes)})` : ''}`,
    '',
  ];
  const numberWidth =
    String(course.modules.length).length +
    1 +
    Math.max(...course.modules.map((m) => String(m.lessons.length).length), 1);
  for (const [index, module] of course.modules.entries()) {
    lines.push(`${index + 1}. ${visible(module.title)}`);
    for (const [at, lesson] of module.lessons.entries()) {
      const number = `${index + 1}.${at + 1}`.padEnd(numberWidth);
      lines.push(
        `   ${number}  ${visible(lesson.title)}  (${visible(lesson.key)}, ${lesson.minutes} min, ${visible(lesson.path)})`,
      );
    }
  }
  return [...lines, ''];
}

function place({ file, line, message }: Finding): string {
  return `  ${visible(file)}:${line}: ${visible(message)}`;
}

function skip({ path, reason }: Skipped): string {
  return `  ${visible(path)}: ${visible(reason)}`;
}

function more(count: number): string[] {
  return count > 0 ? [`  … and ${count} more`] : [];
}

export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** A stranger's title must not move the cursor, colour the terminal or turn the reading direction. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '·');
}
