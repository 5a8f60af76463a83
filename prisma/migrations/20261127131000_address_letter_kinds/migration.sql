-- AlterEnum
ALTER TYPE "public"."account_letter_kind" ADD VALUE 'addressChange';
ALTER TYPE "public"."account_letter_kind" ADD VALUE 'addressChangeAsked';
ALTER TYPE "public"."account_letter_kind" ADD VALUE 'addressChanged';
