import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { documentOf } from './document.js';

/** Serves `/v1/openapi.json`, and a page to read it at `/v1/reference` with assets of its own. */
export async function serveOpenApi(app: NestFastifyApplication): Promise<void> {
  SwaggerModule.setup('v1/reference', app, () => documentOf(app), {
    jsonDocumentUrl: 'v1/openapi.json',
    yamlDocumentUrl: 'v1/openapi.yaml',
    customSiteTitle: 'Weir: API reference',
    swaggerOptions: { docExpansion: 'none', defaultModelsExpandDepth: 0, tryItOutEnabled: false },
  });
}
