{{ config.extra.practice(config.docs_dir ~ "/..", "pool") }}
