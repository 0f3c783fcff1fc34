'use client';

import { Check, ClipboardPaste, Radio, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button';
import { Menu, MenuGroup, MenuItem, MenuLabel, MenuSeparator } from '../../../components/ui/menu';
import { formatCount } from '../../../lib/format';
import { PasteDialog } from './paste-dialog';
import { NEWEST, PASTED, type SampleEntry } from './sample-choice';
import type { Sample } from './use-sample';

/** "Sample Monday peak 200 ▾": which messages the preview reads, and ways to get others. */
export function SamplePicker({ sample }: { sample: Sample }) {
  const [pasting, setPasting] = useState(false);
  const project = sample.entries.filter((entry) => entry.origin === 'project');
  const captured = sample.entries.filter((entry) => entry.origin === 'captured');
  const trigger = (
    <button
      type="button"
      className="inline-flex h-7 max-w-72 min-w-0 items-center gap-1.5 rounded-md border border-line bg-panel px-2 whitespace-nowrap hover:border-line-strong"
    >
      <span className="text-muted">Sample</span>
      <span className="truncate font-[550]">{sample.chosen}</span>
      <span className="text-muted">
        {sample.messages === null ? '' : formatCount(sample.messages.length)} ▾
      </span>
    </button>
  );
  return (
    <>
      <Menu trigger={trigger}>
        {project.length === 0 ? null : <Entries label="In the project" entries={project} sample={sample} />}
        {captured.length === 0 ? null : <Entries label="Captured" entries={captured} sample={sample} />}
        {sample.entries.length === 0 ? null : <MenuSeparator />}
        {sample.hasPasted ? <MenuItem onClick={() => sample.choose(PASTED)}>Pasted</MenuItem> : null}
        <MenuItem onClick={() => sample.choose(NEWEST)}>
          <Radio /> Newest from Kafka
        </MenuItem>
        {sample.chosen === NEWEST ? (
          <MenuItem onClick={() => sample.refetch()}>
            <RefreshCw /> Read the newest again
          </MenuItem>
        ) : null}
        <MenuItem onClick={() => setPasting(true)}>
          <ClipboardPaste /> Paste a sample…
        </MenuItem>
      </Menu>
      <CaptureMenu sample={sample} />
      <PasteDialog open={pasting} onOpenChange={setPasting} onPaste={sample.paste} />
    </>
  );
}

function Entries({
  label,
  entries,
  sample,
}: {
  label: string;
  entries: readonly SampleEntry[];
  sample: Sample;
}) {
  return (
    <MenuGroup>
      <MenuLabel>{label}</MenuLabel>
      {entries.map((entry) => (
        <MenuItem key={entry.name} onClick={() => sample.choose(entry.name)} hint={formatCount(entry.count)}>
          {entry.name === sample.chosen ? <Check /> : null} {entry.name}
        </MenuItem>
      ))}
    </MenuGroup>
  );
}

const SIZES = [50, 200, 1000];

function CaptureMenu({ sample }: { sample: Sample }) {
  const [busy, setBusy] = useState(false);
  const capture = async (limit: number) => {
    setBusy(true);
    await sample.capture(limit);
    setBusy(false);
  };
  return (
    <Menu
      trigger={
        <Button variant="quiet" disabled={busy}>
          {busy ? 'Capturing…' : 'Capture'}
        </Button>
      }
    >
      {SIZES.map((size) => (
        <MenuItem key={size} onClick={() => void capture(size)}>
          The newest {formatCount(size)} messages
        </MenuItem>
      ))}
    </Menu>
  );
}
