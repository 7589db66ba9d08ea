import { expect, test } from 'vitest';
import { isCrawler } from '../../../src/core/visits/is-crawler';

test.each([
	'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
	'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
	'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
	'Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)',
	'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
	'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
	'meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)',
	'Mozilla/5.0 (compatible; archive.org_bot +http://archive.org/details/archive.org_bot)',
	'ia_archiver (+http://www.alexa.com/site/help/webmasters; crawler@alexa.com)',
	'Mediapartners-Google',
	'Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)',
	'Scrapy/2.11 (+https://scrapy.org)',
	'WhatsApp/2.23.20.0',
])('%s is a crawler', (agent) => {
	expect(isCrawler(agent)).toBe(true);
});

test.each([
	null,
	'',
	'curl/8.14.1',
	'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
	'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
	'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
	'Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36',
])('%s is none', (agent) => {
	expect(isCrawler(agent)).toBe(false);
});
