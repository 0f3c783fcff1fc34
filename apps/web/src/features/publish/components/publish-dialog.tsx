'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '../../../components/ui/button';
import { Dialog, DialogClose, DialogContent } from '../../../components/ui/dialog';
import { ErrorState } from '../../../components/ui/error-state';
import { Field, Textarea } from '../../../components/ui/input';
import { SkeletonRows } from '../../../components/ui/skeleton';
import type { RouterOutputs } from '../../../lib/trpc';
import { useProject } from '../../projects/use-project';
import { blockedPipelines, firstSelection, isEmpty, publishChoice, publishLabel } from '../publish-selection';
import { usePublish } from '../use-publish';
import { ConflictList } from './conflict-list';
import { PartChoice } from './part-choice';

type PublishDialogProps = {
  /** The pipeline the page is about; chosen alone at first. */
  pipelineKey: string;
  open: boolean;
  onOpenChange(open: boolean): void;
  /** "Publish and deploy": the version of this pipeline that was made. */
  onDeploy(version: { pipelineId: string; number: number }): void;
};

/**
 * Makes versions of the draft's changes: what changed, in words and lines, and one primary button. Closed, nothing of it is
 * mounted: its content changes when a version is made, and an overlay that changes while it fades out never goes away.
 */
export function PublishDialog(props: PublishDialogProps) {
  const { open, ...rest } = props;
  return open ? <OpenPublishDialog {...rest} /> : null;
}

function OpenPublishDialog({ pipelineKey, onOpenChange, onDeploy }: Omit<PublishDialogProps, 'open'>) {
  const project = useProject();
  const publishing = usePublish(project.id);
  const plan = publishing.plan.data;
  return (
    <Dialog open onOpenChange={onOpenChange}>
      {plan === undefined || publishing.flushed !== 'saved' ? (
        <DialogContent title="Publish" description="A version is made of the draft; nothing runs yet.">
          <Waiting publishing={publishing} />
        </DialogContent>
      ) : (
        <PlanContent
          key={plan.baseRevisionId}
          plan={plan}
          publishing={publishing}
          pipelineKey={pipelineKey}
          onOpenChange={onOpenChange}
          onDeploy={onDeploy}
        />
      )}
    </Dialog>
  );
}

type Publishing = ReturnType<typeof usePublish>;

function Waiting({ publishing }: { publishing: Publishing }) {
  if (publishing.flushed === 'failed') {
    return (
      <ErrorState
        title="The draft is not saved yet"
        error={
          new Error(
            'What you typed last could not be saved. See the note above the editor, then publish again.',
          )
        }
      />
    );
  }
  if (publishing.plan.isError)
    return (
      <ErrorState
        title="The changes could not be read"
        error={publishing.plan.error}
        onRetry={() => void publishing.plan.refetch()}
      />
    );
  return (
    <SkeletonRows
      rows={4}
      label={publishing.flushed === 'waiting' ? 'Saving the draft' : 'Comparing with what is published'}
    />
  );
}

type PlanProps = Omit<PublishDialogProps, 'open'> & {
  plan: RouterOutputs['publishing']['plan'];
  publishing: Publishing;
};

function PlanContent({ plan, publishing, pipelineKey, onOpenChange, onDeploy }: PlanProps) {
  const [selection, setSelection] = useState(() => firstSelection(plan, pipelineKey));
  const [message, setMessage] = useState(plan.suggestedMessage);
  const chosen = plan.pipelines.filter((pipeline) => selection.keys.has(pipeline.key));
  const blocked = blockedPipelines(chosen);
  const nothing = plan.pipelines.length === 0 && plan.files.length === 0;
  const conflicted = publishing.conflicts.length > 0;
  const ready =
    !nothing &&
    !conflicted &&
    blocked.length === 0 &&
    !isEmpty(plan, selection) &&
    message.trim() !== '' &&
    !publishing.busy;
  const only = chosen.length === 1 ? chosen[0] : undefined;
  const deploysThis = only?.key === pipelineKey && only.change !== 'deleted' && only.change !== 'files';

  const run = async (andDeploy: boolean) => {
    const published = await publishing.publish({
      message: message.trim(),
      ...publishChoice(plan, selection),
      baseRevisionId: plan.baseRevisionId,
    });
    if (published === null) return;
    onOpenChange(false);
    const mine = published.versions.find((version) => version.key === pipelineKey);
    const made = published.versions.filter(({ key }) =>
      chosen.some((one) => one.key === key && one.change !== 'files'),
    );
    toast.success(
      made.map((version) => `${version.key} v${version.number}`).join(', ') ||
        `Revision ${published.revisionNumber}`,
      { description: 'Published' },
    );
    if (andDeploy && mine !== undefined) onDeploy(mine);
  };
  return (
    <DialogContent
      title="Publish"
      width={720}
      description="A version is made of the draft; nothing runs yet."
      footer={
        <>
          <DialogClose render={<Button />}>Cancel</DialogClose>
          {deploysThis ? (
            <Button disabled={!ready} onClick={() => void run(true)}>
              Publish and deploy
            </Button>
          ) : null}
          <Button variant="primary" disabled={!ready} onClick={() => void run(false)}>
            {publishing.busy ? 'Publishing…' : publishLabel(chosen)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 p-4">
        {nothing ? (
          <p className="m-0 text-muted">The draft equals what is published. There is nothing to publish.</p>
        ) : null}
        {publishing.error ? (
          <ErrorState compact title="This could not be published" error={publishing.error} />
        ) : null}
        {publishing.notice === null ? null : (
          <p role="status" className="m-0 rounded-md bg-warn-soft px-3 py-2 text-warn">
            {publishing.notice}
          </p>
        )}
        {conflicted ? (
          <ConflictList
            conflicts={publishing.conflicts}
            busy={publishing.busy}
            onSettle={publishing.settle}
          />
        ) : null}
        {nothing ? null : (
          <Field label="Message" htmlFor="publish-message">
            <Textarea
              id="publish-message"
              rows={2}
              value={message}
              onChange={(event) => setMessage(event.target.value)}
            />
          </Field>
        )}
        <PartChoice plan={plan} selection={selection} onSelection={setSelection} />
        {blocked.map(({ key, errors }) => (
          <p key={key} className="m-0 text-bad">
            ✕ {key} has {errors === 1 ? 'an error' : `${errors} errors`}. Fix it, or leave {key} out.
          </p>
        ))}
      </div>
    </DialogContent>
  );
}
