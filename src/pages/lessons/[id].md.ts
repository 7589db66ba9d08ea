import texts from 'virtual:lesson-texts';
import type { APIRoute, GetStaticPaths } from 'astro';
import { mediaTypes } from '../../core/http/media-types';

// The same for everybody, so it is a file: the build writes one for each lesson.
export const prerender = true;

export const getStaticPaths = (() =>
	Object.keys(texts).map((id) => ({ params: { id } }))) satisfies GetStaticPaths;

export const GET: APIRoute = ({ params }) =>
	new Response(texts[params['id'] ?? ''], { headers: { 'Content-Type': mediaTypes.markdown } });
