export const toSchemas = '#/components/schemas/';

export function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
