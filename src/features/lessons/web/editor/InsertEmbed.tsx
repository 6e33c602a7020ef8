import { useState, type FormEvent } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { useEditingWords } from './words.ts';

interface InsertEmbedProps {
  hosts: readonly string[];
  onTake: (address: string) => void;
  onClose: () => void;
}

/** The address of a page of another site, of those that are allowed. */
export function InsertEmbed({ hosts, onTake, onClose }: InsertEmbedProps) {
  const { t } = useEditingWords();
  const [address, setAddress] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const hint = t('media.urlHint', { count: hosts.length, hosts: hosts.join(', ') });
  // Which pages of these hosts can stand in a frame, the server knows.
  const fits = /^https:\/\/\S+$/.test(address.trim());
  const go = (submit: FormEvent): void => {
    submit.preventDefault();
    if (fits) onTake(address.trim());
    else setIsAsked(true);
  };
  return (
    <Sheet title={t('embed.title')} onClose={onClose}>
      <form onSubmit={go} className="grid gap-4">
        <TextField
          label={t('embed.address')}
          name="address"
          type="url"
          dir="ltr"
          value={address}
          onChange={setAddress}
          description={hint}
          fault={isAsked && !fits ? hint : undefined}
        />
        <Button type="submit" look="primary">
          {t('embed.put')}
        </Button>
      </form>
    </Sheet>
  );
}
