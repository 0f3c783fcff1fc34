import { RunsTab } from '../../../../../features/runs/components/runs-tab';

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  return <RunsTab pipelineKey={decodeURIComponent((await params).key)} />;
}
