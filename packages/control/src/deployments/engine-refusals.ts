import { embeddedRefusals, type ResolvedPipeline } from '@penstock/config-schema';

/** Why no runner will take the pipeline; the same answer as the runner's own, before anything is touched. */
export function engineRefusals(pipeline: ResolvedPipeline): { message: string }[] {
  if (pipeline.engine === 'embedded') return embeddedRefusals(pipeline).filter(isError).map(sentence);
  return [
    {
      message: `Runners drive the embedded engine only so far, not ${pipeline.engine}. Set engine to embedded for this pipeline.`,
    },
  ];
}

type Refusal = ReturnType<typeof embeddedRefusals>[number];

const isError = (one: Refusal) => one.severity === 'error';

function sentence({ message, range }: Refusal): { message: string } {
  return { message: range.end > range.start ? `${message} (SQL, line ${range.line})` : message };
}
