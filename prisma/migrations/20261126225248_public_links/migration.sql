-- AlterTable
ALTER TABLE "public"."boards" ADD COLUMN     "public_link_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "boards_workspace_id_public_link_id_key" ON "public"."boards"("workspace_id", "public_link_id");

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.board_values(_b public.boards)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN _b.id IS NOT NULL THEN jsonb_build_object(
    'key', _b.key, 'name', _b.name, 'archived', _b.archived_at IS NOT NULL, 'archivedAt', weir.instant(_b.archived_at),
    'overrideBudget', _b.override_budget, 'classPolicies', _b.class_policies, 'publicLink', _b.public_link_id IS NOT NULL) END
$function$;
