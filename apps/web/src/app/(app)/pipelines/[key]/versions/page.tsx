import { VersionsTab } from '../../../../../features/versions/components/versions-tab';

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  return <VersionsTab pipelineKey={decodeURIComponent((await params).key)} />;
}
