import type { FunctionDefinition, FunctionGroup, ResultRule } from './definition';

type Extra = Partial<FunctionDefinition>;

/** Writes the definitions of one group on one line each; `common` holds for all of them. */
export function definer(group: FunctionGroup, common: Extra = {}) {
  return (
    name: string,
    parameters: FunctionDefinition['parameters'],
    result: ResultRule,
    description: string,
    extra: Extra = {},
  ): FunctionDefinition => ({ name, group, parameters, result, description, ...common, ...extra });
}
