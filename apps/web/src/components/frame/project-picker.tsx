'use client';

import { useProjects } from '../../features/projects/use-project';
import { Select } from '../ui/select';

export function ProjectPicker() {
  const { query, current, choose } = useProjects();
  if (!current || !query.data) return null;
  if (query.data.length === 1) {
    return (
      <span className="min-w-0 truncate text-muted">
        Project <b className="font-[550] text-fg">{current.name}</b>
      </span>
    );
  }
  const options = query.data.map((project) => ({ value: project.slug, label: project.name }));
  return <Select label="Project" prefix value={current.slug} onChange={choose} options={options} />;
}
