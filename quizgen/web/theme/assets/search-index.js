{{ config.extra.search_index(pages, config.docs_dir ~ "/..") }}
