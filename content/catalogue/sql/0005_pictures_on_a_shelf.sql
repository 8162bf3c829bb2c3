-- Pictures and albums stand where one listens and watches, also in a library whose shelves were put up before. What
-- staff changed stays as they left it.
UPDATE shelf SET rule = '{"kinds": ["sound", "film", "picture"]}',
  hints = '{"vi": "Truyện, đài, phim, ảnh", "en": "Stories, radio, films, pictures"}'
WHERE id = 'nghe-xem' AND rule = '{"kinds": ["sound", "film"]}'
