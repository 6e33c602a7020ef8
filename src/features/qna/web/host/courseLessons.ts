import { createContext } from 'react';
import { full, type View } from '#platform/web/ui/view.ts';

/** The lesson that the session goes with; null: none. */
export const SessionLessonContext = createContext<string | null>(null);

/** The lessons of the session's course, in its order: another room's, so whoever composes the page hands them in. */
export const CourseLessonsContext = createContext<View<readonly { id: string; title: string }[]>>(full([]));
