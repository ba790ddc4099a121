{{ config.extra.search_sounds(pages, config.docs_dir ~ "/..") }}
