import type { HTMLInputAutoCompleteAttribute, HTMLInputTypeAttribute } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextField as AriaTextField } from 'react-aria-components/TextField';

interface TextFieldProps {
  label: string;
  name: string;
  value: string;
  onChange: (value: string) => void;
  type?: HTMLInputTypeAttribute;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  description?: string | undefined;
  /** What is wrong with it, in words; the field is then marked. */
  fault?: string | undefined;
  required?: boolean;
  dir?: 'ltr';
  /** Which keys a phone shows. */
  inputMode?: 'numeric' | 'text';
}

export function TextField(props: TextFieldProps) {
  const {
    label,
    name,
    value,
    onChange,
    type = 'text',
    autoComplete = 'off',
    description,
    fault,
    required,
    dir,
    inputMode,
  } = props;
  return (
    <AriaTextField
      name={name}
      value={value}
      onChange={onChange}
      type={type as 'text'}
      autoComplete={autoComplete}
      isInvalid={fault !== undefined}
      isRequired={required ?? false}
      validationBehavior="aria"
      className="grid gap-1"
    >
      <Label className="text-label">{label}</Label>
      <Input className="field" {...(dir && { dir })} {...(inputMode && { inputMode })} />
      {description && (
        <Text slot="description" className="text-caption text-muted">
          {description}
        </Text>
      )}
      <FieldError className="text-caption text-live">{fault}</FieldError>
    </AriaTextField>
  );
}
