import { createContext, use, type ReactNode } from 'react';
import type { View } from '#platform/web/ui/view.ts';
import type { CourseFile } from '../../contract.ts';
import type { Uploads } from './useUploads.ts';

/** A lesson of the draft that can be linked to. */
export interface LinkedLesson {
  pageId: string;
  key: string;
  title: string;
  module: string;
}

/** What a writer can put into a text, and what its preview needs to know. */
export interface EditorKit {
  cohortId: string;
  language: string;
  files: View<readonly CourseFile[]>;
  uploads: Uploads;
  /** Hosts whose pages may stand in a frame. */
  embedHosts: readonly string[];
  lessons: readonly LinkedLesson[];
  /** Blocks of the room of quizzes, where it is there. */
  quiz?:
    | {
        /** Makes the text of a block. */
        panel: (parts: { onInsert: (block: string) => void; onClose: () => void }) => ReactNode;
        /** How a block will look, of the text in its fence. */
        preview: (text: string) => ReactNode;
      }
    | undefined;
}

export const EditorKitContext = createContext<EditorKit | null>(null);

export function useEditorKit(): EditorKit {
  const kit = use(EditorKitContext);
  if (!kit) throw new Error('the editor needs its kit around it');
  return kit;
}
