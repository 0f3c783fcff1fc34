import { EditorTab } from '../../../../../features/editor';

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  return <EditorTab pipelineKey={decodeURIComponent((await params).key)} />;
}
