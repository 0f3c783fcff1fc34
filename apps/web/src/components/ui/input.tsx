import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../../lib/cn';

const fieldClass =
  'w-full min-w-0 rounded-md border border-line-strong bg-panel text-fg placeholder:text-faint aria-invalid:border-bad disabled:opacity-50';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(fieldClass, 'h-7 px-2', className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cn(fieldClass, 'px-2 py-1.5', className)} {...props} />;
}

/** A label above its control; `error` replaces `hint`. Give the control `id={htmlFor}` and `aria-describedby={htmlFor + '-hint'}`. */
export function Field({
  label,
  htmlFor,
  hint,
  error,
  children,
}: {
  label: ReactNode;
  htmlFor: string;
  hint?: ReactNode;
  error?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={htmlFor} className="font-[550]">
        {label}
      </label>
      {children}
      {error || hint ? (
        <p id={`${htmlFor}-hint`} className={cn('m-0 text-sm', error ? 'text-bad' : 'text-muted')}>
          {error ?? hint}
        </p>
      ) : null}
    </div>
  );
}
