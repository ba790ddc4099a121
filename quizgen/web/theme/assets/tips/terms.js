{{ config.extra.tips(config.docs_dir ~ "/..", "terms") }}
