import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';

interface ChoiceProps<Value extends string> {
  label: string;
  /** What can be chosen says enough to whoever sees it. */
  isLabelHidden?: boolean;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

/** One of a few, all of them in sight. */
export function Choice<Value extends string>({ label, isLabelHidden, ...choice }: ChoiceProps<Value>) {
  const { value, options, onChange } = choice;
  return (
    <RadioGroup value={value} onChange={(chosen) => onChange(chosen as Value)} className="grid gap-1">
      <Label className={isLabelHidden ? 'sr-only' : 'text-label'}>{label}</Label>
      <div className="flex flex-wrap gap-2">
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            className="controls flex cursor-pointer items-center rounded-control border border-control bg-surface px-4 data-[focus-visible]:outline-3 data-[focus-visible]:outline-offset-2 data-[focus-visible]:outline-accent data-[hovered]:bg-quiet data-[selected]:border-ink data-[selected]:bg-ink data-[selected]:text-canvas"
          >
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
