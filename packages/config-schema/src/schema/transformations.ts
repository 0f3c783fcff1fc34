import { z } from 'zod';
import { text } from './fields';

/** One entry of config/transformations.yaml: where PyFlink finds the class. Nothing here is needed to run. */
export const transformationEntrySchema = z.object(
  {
    class: text('a Python class name', 255).optional(),
    module: text('a Python module such as transformations.order_events', 255).optional(),
    description: text('a text', 4000).optional(),
  },
  { error: 'must be a map with "class" and "module".' },
);
