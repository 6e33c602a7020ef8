import type { ApiProblem } from '../api/problem.ts';

/** A command that is on its way. What is kept is all that is needed to send it again after a restart. */
export interface KeptCommand {
  commandId: string;
  personId: string;
  name: string;
  input: Record<string, unknown>;
  /** Commands with the same key are sent one after the other. */
  key: string;
  /** By this browser's clock, in ms since 1970. */
  createdAtMs: number;
  /** When the person said that it is still wanted, in ms since 1970. */
  confirmedAtMs?: number;
  /** Sent however old it is, without asking: what it does is as right later as it is now. */
  staysWanted?: boolean;
  /** Kept with its refusal until somebody has dealt with it: what was typed is in it, and nowhere else. */
  keepsRefused?: boolean;
  refused?: Pick<ApiProblem, 'code' | 'message'>;
}

/** Where unsent commands survive the closing of a tab. */
export interface OutboxStore {
  all(): Promise<KeptCommand[]>;
  /** Resolves once it is kept. */
  put(command: KeptCommand): Promise<void>;
  remove(commandId: string): Promise<void>;
}

export function memoryStore(): OutboxStore {
  const kept = new Map<string, KeptCommand>();
  return {
    all: () => Promise.resolve([...kept.values()]),
    put(command) {
      kept.set(command.commandId, command);
      return Promise.resolve();
    },
    remove(commandId) {
      kept.delete(commandId);
      return Promise.resolve();
    },
  };
}

const prefix = 'stoa-outbox/';

export function localStore(storage: Storage): OutboxStore {
  return {
    async all() {
      const commands: KeptCommand[] = [];
      for (let place = 0; place < storage.length; place++) {
        const name = storage.key(place);
        if (name?.startsWith(prefix)) commands.push(JSON.parse(storage.getItem(name)!) as KeptCommand);
      }
      return commands;
    },
    async put(command) {
      storage.setItem(prefix + command.commandId, JSON.stringify(command));
    },
    async remove(commandId) {
      storage.removeItem(prefix + commandId);
    },
  };
}

const storeName = 'commands';

export function indexedStore(factory: IDBFactory): OutboxStore {
  let opening: Promise<IDBDatabase> | undefined;
  const database = (): Promise<IDBDatabase> =>
    (opening ??= new Promise((resolve, reject) => {
      const request = factory.open('stoa-outbox', 1);
      request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'commandId' });
      request.onsuccess = () => {
        // Another tab may want to change or delete the database; it must not wait for this one.
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = () => reject(request.error ?? new Error('the outbox could not be opened'));
    }));
  const run = async <Result>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result> => {
    const transaction = (await database()).transaction(storeName, mode);
    const request = act(transaction.objectStore(storeName));
    return new Promise((resolve, reject) => {
      // Only the end of the transaction says that it is kept.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => {
        reject(transaction.error ?? new Error('the outbox could not be written'));
      };
    });
  };
  return {
    all: () => run('readonly', (store) => store.getAll() as IDBRequest<KeptCommand[]>),
    put: async (command) => void (await run('readwrite', (store) => store.put(command))),
    remove: async (commandId) => void (await run('readwrite', (store) => store.delete(commandId))),
  };
}

/** The first store that works here: some private windows have neither database nor storage. */
export async function browserStore(): Promise<OutboxStore> {
  const tries = [() => indexedStore(indexedDB), () => localStore(localStorage)];
  for (const open of tries) {
    try {
      const store = open();
      await store.all();
      return store;
    } catch {
      // The next one may work; without any, commands live as long as the tab.
    }
  }
  return memoryStore();
}
