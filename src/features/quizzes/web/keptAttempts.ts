import type { HeardTime } from '#platform/web/api/serverTime.ts';
import type { AnswerKept, Attempt, ItemAnswer, OwnQuiz } from '../contract.ts';
import { withAnswer } from './answers.ts';

/** An answer that this device has and the server may not have yet. */
export interface Draft {
  itemId: string;
  answer: ItemAnswer | null;
  flagged: boolean;
  revision: number;
  /** By the server's time as this device knows it, in ms since 1970. */
  changedAtMs: number;
  /** How the item stood here when this change was begun. */
  base: { answer: ItemAnswer | null; flagged: boolean };
}

/** An attempt as it was last seen here, so that it can be shown, and gone on with, without the server. */
export interface KeptAttempt {
  attempt: Attempt;
  quiz: OwnQuiz | null;
  heard: HeardTime | null;
}

/** What a device keeps of one person's open attempts until the server has it all. */
export interface KeptAttempts {
  attempt(attemptId: string): Promise<KeptAttempt | undefined>;
  /** An answer that is kept already stays where this one has an older, or none. */
  keepAttempt(kept: KeptAttempt): Promise<void>;
  drafts(attemptId: string): Promise<Draft[]>;
  /** Resolves once they are kept. */
  keepDraft(attemptId: string, draft: Draft): Promise<void>;
  dropDraft(attemptId: string, itemId: string): Promise<void>;
  /** The server has the answer: in one step it goes into the kept attempt and its draft goes. */
  settleDraft(attemptId: string, answer: AnswerKept): Promise<void>;
  /** The attempt is over and nothing of it is missing at the server. */
  forget(attemptId: string): Promise<void>;
}

/** @param kept what stands under this attempt, if anything */
function withKept(given: KeptAttempt, kept: KeptAttempt | undefined): KeptAttempt {
  return { ...given, attempt: (kept?.attempt.answers ?? []).reduce(withAnswer, given.attempt) };
}

export function memoryAttempts(): KeptAttempts {
  const attempts = new Map<string, KeptAttempt>();
  const drafts = new Map<string, Map<string, Draft>>();
  return {
    attempt: async (attemptId) => attempts.get(attemptId),
    async keepAttempt(kept) {
      attempts.set(kept.attempt.id, withKept(kept, attempts.get(kept.attempt.id)));
    },
    drafts: async (attemptId) => [...(drafts.get(attemptId)?.values() ?? [])],
    async keepDraft(attemptId, draft) {
      drafts.set(attemptId, (drafts.get(attemptId) ?? new Map<string, Draft>()).set(draft.itemId, draft));
    },
    async dropDraft(attemptId, itemId) {
      drafts.get(attemptId)?.delete(itemId);
    },
    async settleDraft(attemptId, answer) {
      const kept = attempts.get(attemptId);
      if (kept) attempts.set(attemptId, { ...kept, attempt: withAnswer(kept.attempt, answer) });
      drafts.get(attemptId)?.delete(answer.itemId);
    },
    async forget(attemptId) {
      attempts.delete(attemptId);
      drafts.delete(attemptId);
    },
  };
}

const databaseName = 'stoa-quizzes';
/** Longer than any attempt lasts; what is older belongs to nobody's work any more. */
const forgetAfterMs = 30 * 24 * 3_600_000;

interface Row {
  personId: string;
  attemptId: string;
}
type AttemptRow = Row & KeptAttempt & { keptAtMs: number };
type DraftRow = Row & Draft;

/** Keys begin with the person, so that whoever signs in next in this browser never meets the rows of another. */
export function indexedAttempts(factory: IDBFactory, personId: string): KeptAttempts {
  let opening: Promise<IDBDatabase> | undefined;
  const database = (): Promise<IDBDatabase> =>
    (opening ??= new Promise((resolve, reject) => {
      const request = factory.open(databaseName, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore('attempts', { keyPath: ['personId', 'attemptId'] });
        request.result.createObjectStore('drafts', { keyPath: ['personId', 'attemptId', 'itemId'] });
      };
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = () => reject(request.error ?? new Error('kept attempts could not be opened'));
    }));

  const run = async <Result>(
    mode: IDBTransactionMode,
    act: (stores: { attempts: IDBObjectStore; drafts: IDBObjectStore }) => IDBRequest<Result>,
  ): Promise<Result> => {
    const transaction = (await database()).transaction(['attempts', 'drafts'], mode);
    const request = act({
      attempts: transaction.objectStore('attempts'),
      drafts: transaction.objectStore('drafts'),
    });
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () =>
        reject(transaction.error ?? new Error('kept attempts could not be written'));
    });
  };
  const ofAttempt = (attemptId: string): IDBKeyRange => rowsOf(personId, attemptId);

  return {
    async attempt(attemptId) {
      const row = await run<AttemptRow | undefined>('readonly', ({ attempts }) =>
        attempts.get([personId, attemptId]),
      );
      return row && { attempt: row.attempt, quiz: row.quiz, heard: row.heard };
    },
    async keepAttempt(kept) {
      const attemptId = kept.attempt.id;
      await run('readwrite', ({ attempts }) =>
        changed<AttemptRow>(attempts, [personId, attemptId], (former) => ({
          ...withKept(kept, former),
          personId,
          attemptId,
          keptAtMs: Date.now(),
        })),
      );
      const rows = await run<AttemptRow[]>('readonly', ({ attempts }) => attempts.getAll());
      for (const old of rows.filter(({ keptAtMs }) => Date.now() - keptAtMs > forgetAfterMs)) {
        await run('readwrite', ({ attempts, drafts }) => {
          drafts.delete(rowsOf(old.personId, old.attemptId));
          return attempts.delete([old.personId, old.attemptId]);
        });
      }
    },
    async drafts(attemptId) {
      const rows = await run<DraftRow[]>('readonly', ({ drafts }) => drafts.getAll(ofAttempt(attemptId)));
      return rows.map(({ personId: _person, attemptId: _attempt, ...draft }) => draft);
    },
    async keepDraft(attemptId, draft) {
      const row: DraftRow = { ...draft, personId, attemptId };
      await run('readwrite', ({ drafts }) => drafts.put(row));
    },
    async dropDraft(attemptId, itemId) {
      await run('readwrite', ({ drafts }) => drafts.delete([personId, attemptId, itemId]));
    },
    async settleDraft(attemptId, answer) {
      await run('readwrite', ({ attempts, drafts }) => {
        drafts.delete([personId, attemptId, answer.itemId]);
        return changed<AttemptRow>(
          attempts,
          [personId, attemptId],
          (row) => row && { ...row, attempt: withAnswer(row.attempt, answer) },
        );
      });
    },
    async forget(attemptId) {
      await run('readwrite', ({ attempts, drafts }) => {
        drafts.delete(ofAttempt(attemptId));
        return attempts.delete([personId, attemptId]);
      });
    },
  };
}

/** Reads a row and, in the same transaction, writes what becomes of it, if anything does. */
function changed<Kept>(
  store: IDBObjectStore,
  key: IDBValidKey,
  change: (former: Kept | undefined) => Kept | undefined,
): IDBRequest<Kept | undefined> {
  const reading: IDBRequest<Kept | undefined> = store.get(key);
  reading.onsuccess = () => {
    const row = change(reading.result);
    if (row) store.put(row);
  };
  return reading;
}

/** Arrays stand behind every text in the order of keys. */
function rowsOf(personId: string, attemptId: string): IDBKeyRange {
  return IDBKeyRange.bound([personId, attemptId], [personId, attemptId, []]);
}

/** The device's own, or, where a browser keeps nothing, one that lasts as long as the tab. */
export function browserAttempts(personId: string): KeptAttempts {
  const inTab = memoryAttempts();
  if (!('indexedDB' in globalThis)) return inTab;
  const onDevice = indexedAttempts(indexedDB, personId);
  // Some private windows have a database that cannot be written: the tab then remembers by itself.
  const orInTab =
    <Given extends unknown[], Result>(
      act: (...given: Given) => Promise<Result>,
      inTabAct: (...given: Given) => Promise<Result>,
    ) =>
    async (...given: Given): Promise<Result> => {
      try {
        return await act(...given);
      } catch {
        return inTabAct(...given);
      }
    };
  return {
    attempt: orInTab(onDevice.attempt, inTab.attempt),
    keepAttempt: orInTab(onDevice.keepAttempt, inTab.keepAttempt),
    drafts: orInTab(onDevice.drafts, inTab.drafts),
    keepDraft: orInTab(onDevice.keepDraft, inTab.keepDraft),
    dropDraft: orInTab(onDevice.dropDraft, inTab.dropDraft),
    settleDraft: orInTab(onDevice.settleDraft, inTab.settleDraft),
    forget: orInTab(onDevice.forget, inTab.forget),
  };
}
