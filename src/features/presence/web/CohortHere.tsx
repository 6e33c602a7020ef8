import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { WhoIsHere } from '../contract.ts';
import { PresenceDot } from './PresenceMark.tsx';
import { usePresenceWords } from './words.ts';

export interface CohortHereProps {
  here: View<WhoIsHere>;
  meId: string;
  /** Whether the reader is not to be seen. */
  hidden: boolean;
  settingsHref: string;
}

/** Who of one's cohort is here: by name in a small one, how many in a large one. */
export function CohortHere({ here, meId, hidden, settingsHref }: CohortHereProps) {
  const { t } = usePresenceWords();
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h2 className="text-label text-muted">{t('here.heading')}</h2>
      <Shown
        view={here}
        loading={t('here.loading')}
        failed={t('here.failed')}
        bones={<Bones lines={['16rem']} />}
      >
        {(data) => (data.people ? <Names people={data.people} meId={meId} /> : <Figures here={data} />)}
      </Shown>
      {hidden && (
        <p className="flex flex-wrap items-baseline gap-x-4 text-muted">
          {t('here.hidden')}
          <Link to={settingsHref} className="controls inline-flex items-center text-accent">
            {t('here.change')}
          </Link>
        </p>
      )}
    </section>
  );
}

function Figures({ here: { online, idle } }: { here: WhoIsHere }) {
  const { t } = usePresenceWords();
  return (
    <p>
      {t('here.count', { count: online + idle })} {idle > 0 && t('here.idle', { count: idle })}
    </p>
  );
}

type People = NonNullable<WhoIsHere['people']>;

/** In the order of names, oneself last: whoever looks knows that they are here. */
function Names({ people, meId }: { people: People; meId: string }) {
  const { t } = usePresenceWords();
  const { compare } = useFormats();
  const others = people.filter(({ id }) => id !== meId).sort((a, b) => compare(a.name, b.name));
  const me = people.find(({ id }) => id === meId);
  if (others.length === 0) return <p className="text-muted">{t(me ? 'here.alone' : 'here.nobody')}</p>;
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1">
      {others.map((person) => (
        <Name key={person.id} name={person.name} state={person.state} />
      ))}
      {me && <Name name={t('here.you')} state={me.state} />}
    </ul>
  );
}

function Name({ name, state }: { name: string; state: 'online' | 'idle' }) {
  const { t } = usePresenceWords();
  return (
    <li className="inline-flex max-w-full items-center gap-1.5">
      <PresenceDot state={state} />
      <bdi className="min-w-0 truncate">{name}</bdi>
      {state === 'idle' ? (
        <span className="text-caption text-muted">{t('state.idle')}</span>
      ) : (
        <span className="sr-only">{t('state.online')}</span>
      )}
    </li>
  );
}
