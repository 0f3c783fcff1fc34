type ChoiceBoxProps = {
  title: string;
  /** Beside the title. */
  note: React.ReactNode;
  /** What the box chooses, for people who cannot see it; null where there is nothing to choose. */
  label: string | null;
  checked: boolean;
  onChecked(checked: boolean): void;
  children: React.ReactNode;
};

/** One part of a draft that can be published by itself; left out, it says where it stays. */
export function ChoiceBox({ title, note, label, checked, onChecked, children }: ChoiceBoxProps) {
  return (
    <div className="overflow-hidden rounded-lg border">
      <div className="flex items-center gap-2 border-b bg-sunken px-3 py-1.5">
        {label === null ? null : (
          <input
            type="checkbox"
            aria-label={label}
            className="accent-[var(--accent)]"
            checked={checked}
            onChange={(event) => onChecked(event.target.checked)}
          />
        )}
        <b>{title}</b>
        {note}
        {checked ? null : <span className="ml-auto text-muted">stays in your draft</span>}
      </div>
      {children}
    </div>
  );
}
